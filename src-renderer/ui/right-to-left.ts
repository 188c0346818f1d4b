/** Hebrew, Arabic and the other scripts of the basic plane that run from the right. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/

/** Whether a part of the text runs from the right. */
export function runsFromRight(text: string): boolean {
  return rightToLeft.test(text)
}

/** The text such that its direction moves nothing around it: its quotation marks and full stop stay in their places. */
export function isolated(text: string): string {
  return runsFromRight(text) ? `\u2068${text}\u2069` : text
}
