import type { Page } from '@playwright/test'

/** What is wrong with the words of a page. */
export interface WordFindings {
  /** Texts that are wider than their place, and are not meant to be cut there. */
  readonly cut: readonly string[]
  /** Texts in no brackets: under the pseudo-locale they were never translated. */
  readonly untranslated: readonly string[]
  /** Pixels by which the page itself is wider than the window. */
  readonly wider: number
}

/** Looks at every visible text under the pseudo-locale. `isData`: whether a text is no word of the program's. */
export async function wordFindings(page: Page, isData: RegExp): Promise<WordFindings> {
  return page.evaluate((source) => {
    const data = new RegExp(source, 'u')
    const cut = new Set<string>()
    const untranslated = new Set<string>()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? ''
      const box = node.parentElement
      if (text === '' || box === null || !isSeen(box)) continue
      if (/\p{L}/u.test(text) && !/[[\]]/.test(text) && !data.test(text)) untranslated.add(text)
      if (isCut(node, box)) cut.add(text)
    }
    return { cut: [...cut], untranslated: [...untranslated], wider: document.documentElement.scrollWidth - window.innerWidth }

    function isSeen(element: Element): boolean {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false
      const { width, height } = element.getBoundingClientRect()
      // One pixel is for screen readers.
      return width > 1 && height > 1 && element.closest('[inert], option, .visually-hidden') === null
    }

    /** Whether the text reaches out of the nearest box that hides what is outside of it. */
    function isCut(text: Node, parent: Element): boolean {
      const range = document.createRange()
      range.selectNodeContents(text)
      const { left, right } = range.getBoundingClientRect()
      for (let box: Element | null = parent; box !== null && box !== document.body; box = box.parentElement) {
        const style = getComputedStyle(box)
        if (style.textOverflow === 'ellipsis') return false
        const place = box.getBoundingClientRect()
        if (style.overflowX === 'auto' || style.overflowX === 'scroll') return false
        const isOutside = left < place.left - 1 || right > place.right + 1
        if (style.overflowX !== 'visible') return isOutside
        // A button's words over its edge are wrong although nothing hides them.
        if (isOutside && box.matches('button, [role="tab"], [role="radio"], label, td, th, li, p, h1, h2, h3')) return true
      }
      return false
    }
  }, isData.source)
}
