import type { Locator, Page } from '@playwright/test'

/** The window as its person meets it, in English: by roles and names. */
export class StaffelWindow {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get table(): Locator {
    return this.page.getByRole('treegrid', { name: 'Downloads' })
  }

  /** The row of a job or an episode whose name is or holds the text. */
  row(name: string | RegExp): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('gridcell', { name }).first() })
  }

  cell(name: string | RegExp, column: 'state' | 'progress' | 'size' | 'speed' | 'eta'): Locator {
    const index = { state: 1, progress: 2, size: 3, speed: 4, eta: 5 }[column]
    return this.row(name).getByRole('gridcell').nth(index)
  }

  /** Clicks on a row's name: in its other cells there may be a button. */
  async select(name: string | RegExp): Promise<void> {
    await this.row(name).getByRole('gridcell').first().click()
  }

  get slots(): Locator {
    return this.page.getByRole('contentinfo').getByRole('group', { name: 'Slots' })
  }

  /** Adds links with the dialog, by mouse. */
  async add(links: readonly string[], title: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Add', exact: true }).click()
    const dialog = this.page.getByRole('dialog', { name: 'Add downloads' })
    await dialog.getByRole('textbox', { name: 'Links' }).fill(links.join('\n'))
    await dialog.getByRole('textbox', { name: 'Title' }).fill(title)
    await dialog.getByRole('button', { name: /^Add \d/ }).click()
    await dialog.waitFor({ state: 'detached' })
  }

  /** Opens a job to its episodes. */
  async open(title: string): Promise<void> {
    await this.row(title).getByRole('button', { name: 'Open episodes' }).click()
  }
}
