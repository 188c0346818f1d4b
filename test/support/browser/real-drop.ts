import type { Locator } from '@playwright/test'

interface Dragged {
  readonly items?: readonly { readonly mimeType: string; readonly data: string }[]
  /** Paths of files. */
  readonly files?: readonly string[]
}

/** `copy`, in the terms of the DevTools protocol. */
const copying = 1

/** Drags something from another program over an element and lets go: as the browser itself does it, and not the page. */
export async function dragFromOutside(target: Locator, { items = [], files = [] }: Dragged): Promise<void> {
  const page = target.page()
  const place = await target.boundingBox()
  if (place === null) throw new Error('there is nothing to drop it on')
  const devTools = await page.context().newCDPSession(page)
  const event = {
    x: place.x + place.width / 2,
    y: place.y + place.height / 2,
    data: { items: items.map((item) => ({ ...item })), files: [...files], dragOperationsMask: copying },
  }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devTools.send('Input.dispatchDragEvent', { type, ...event })
  }
  await devTools.detach()
}
