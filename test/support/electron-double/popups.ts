import type { BrowserContext, Page } from '@playwright/test'

/** Windows that pages open by themselves. Each waits until the shell has said whether it is to be. */
export class Popups {
  /** By the page that opened them; null where nobody knows that. */
  readonly #arrived: { readonly opener: Page | null; readonly popup: Page }[] = []
  readonly #wanted: { readonly opener: Page; take(popup: Page): void }[] = []

  /** `isOurs`: whether a page was opened by the shell itself. */
  watch(context: BrowserContext, isOurs: (page: Page) => boolean): void {
    context.on('page', async (page) => {
      if (isOurs(page)) return
      const opener = await page.opener()
      // One that cannot be told from others is never wanted.
      if (opener === null) return void page.close()
      this.#arrived.push({ opener, popup: page })
      this.#match()
    })
  }

  /** The next window that the page opens, or has opened. */
  next(opener: Page): Promise<Page> {
    return new Promise((take) => {
      this.#wanted.push({ opener, take })
      this.#match()
    })
  }

  #match(): void {
    for (const wish of [...this.#wanted]) {
      const place = this.#arrived.findIndex(({ opener }) => opener === wish.opener)
      const [found] = place === -1 ? [] : this.#arrived.splice(place, 1)
      if (found === undefined) continue
      this.#wanted.splice(this.#wanted.indexOf(wish), 1)
      wish.take(found.popup)
    }
  }
}
