import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const runFile = promisify(execFile)
const xattrProgram = '/usr/bin/xattr'
const longestMs = 5_000

/**
 * Marks a file as one from the network, where the platform heeds such a mark: an NTFS stream on Windows, the
 * quarantine attribute on macOS. Linux has one by convention, which nothing asks for and which Node cannot set without
 * native code; there, as on disks that take no mark, nothing happens. Of the address only the server is named: paths
 * and queries hold secrets as well as passwords do. Never fails.
 */
export async function markAsDownloaded(path: string, url: string, platform: NodeJS.Platform = process.platform): Promise<void> {
  try {
    if (platform === 'win32') await writeFile(`${path}:Zone.Identifier`, zoneIdentifier(url))
    if (platform === 'darwin') {
      await runFile(xattrProgram, ['-w', 'com.apple.quarantine', quarantine(Date.now()), path], { timeout: longestMs })
    }
  } catch {
    // A file without a mark is still the file.
  }
}

/** Zone 3 is the internet. */
function zoneIdentifier(url: string): string {
  const { origin } = new URL(url)
  return ['[ZoneTransfer]', 'ZoneId=3', `HostUrl=${origin}/`, ''].join('\r\n')
}

/** Flags for a download that was not opened yet, the time in hexadecimal seconds, the program, no event id. */
function quarantine(now: number): string {
  return `0081;${Math.floor(now / 1_000).toString(16)};Staffel;`
}
