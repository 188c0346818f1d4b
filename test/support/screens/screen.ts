import type { Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { pseudoText } from '../../../src-renderer/state/pseudo-locale.ts'
import { languages, wordsOf } from '../words.ts'

/** A state of the window that is looked at in every language. */
export interface Screen {
  readonly name: string
  /** False where a phone has nothing like it. */
  readonly isOnPhones?: boolean
  /** How one gets there from the list. */
  readonly show: (page: Page) => Promise<void>
  /** What is to be seen then. */
  readonly seen: (page: Page) => Locator
}

/** Where Staffel answers; none in the desktop's own mode. */
export type Served = { readonly url: string; readonly token: string } | null

/** Goes to a screen, and fails where it does not come. */
export async function open(page: Page, { name, show, seen }: Screen): Promise<void> {
  await show(page)
  await expect(seen(page), name).toBeVisible()
}

/** Goes back to the list. */
export async function leave(page: Page, { name }: Screen): Promise<void> {
  const above = page.locator('[role=dialog], [role=menu]')
  // What closes gives the focus back to what stood below it, and only then the next key is for that.
  for (let left = await above.count(); left > 0; left--) {
    await expect(page.locator(':focus'), `after ${name}`).toHaveCount(1)
    await page.keyboard.press('Escape')
    await expect.poll(() => above.count(), { message: `after ${name}` }).toBeLessThan(left)
  }
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
}

/** What a text begins with in every language, the pseudo-locale's with them. @param key `namespace:path.to.it` */
export function inAnyLanguage(key: string): RegExp {
  const texts = languages.map((language) => wordsOf(language, key))
  // Without its brackets and what makes it longer.
  const pseudo = pseudoText(texts[0] ?? '').slice(1, (texts[0]?.length ?? 0) + 1)
  return new RegExp(
    [...texts, pseudo].map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s/gu, '\\s')).join('|'),
  )
}

/** On a phone the ways to the pages are behind a button. */
export async function showSidebar(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: inAnyLanguage('common:toolbar.sidebar') })
  if (await button.isVisible()) await button.click()
}

/** Asks the API for something, past the window; what it answers. */
export function sender(web: Served): (path: string, body?: object) => Promise<{ readonly id: string }> {
  if (web === null) throw new Error('this is for the web mode')
  const headers = { authorization: `Bearer ${web.token}`, 'content-type': 'application/json' }
  return async (path, body) => {
    const answer = await fetch(`${web.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    return answer.json()
  }
}
