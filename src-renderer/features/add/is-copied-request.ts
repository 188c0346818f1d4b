/** Whether a text is a curl command, with or without a terminal's prompt before it: its further lines are no links, whatever addresses they hold. */
export function isCopiedRequest(text: string): boolean {
  return /^(?:[^\n'"]{0,200}?[$%>][ \t]{1,20})?curl(?:\.exe)?\s/i.test(text.trimStart().slice(0, 400))
}
