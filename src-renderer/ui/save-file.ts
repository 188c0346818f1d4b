/** How long the browser may take to begin with a file before its contents are let go of. */
const keptMs = 60_000

/** Hands a file to the browser, or to the shell's dialog, to be saved under a name. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), keptMs)
}
