/** The name that a candidate's file has by itself: its own, or the end of its address. */
export function plainName({ fileName, url }: { readonly fileName: string | null; readonly url: string }): string {
  if (fileName !== null) return fileName
  const parsed = URL.parse(url)
  const last = parsed?.pathname.split('/').findLast((part) => part !== '')
  if (last === undefined) return parsed?.host ?? url
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}
