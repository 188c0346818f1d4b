import { expect, type Page } from '@playwright/test'
import type { ShellApplication } from './application.ts'

/** The page of a window whose address holds this, once there is one. */
export async function pageAt(shell: ShellApplication | null, part: string): Promise<Page> {
  const found = () => shell?.windows().find((page) => page.url().includes(part))
  await expect.poll(() => found() !== undefined).toBe(true)
  const page = found()
  if (page === undefined) throw new Error(`no page at ${part}`)
  return page
}
