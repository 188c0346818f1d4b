/** Endings of files that can run something, or make the system run something, when they are opened; lower case. */
const runnable: ReadonlySet<string> = new Set(
  [
    // Programs, installers and scripts of Windows, and files that point to them.
    'exe com scr pif cpl msi msp mst msix msixbundle appx appxbundle appinstaller application appref-ms gadget',
    'bat cmd ps1 psm1 psd1 ps1xml psc1 vb vbs vbe js jse ws wsf wsh wsc sct hta chm hlp inf ins isp reg msc',
    'lnk url scf search-ms searchconnector-ms library-ms settingcontent-ms theme themepack diagcab xll xlam dll ocx sys',
    'iso img vhd vhdx rdp website mht mhtml',
    // Of macOS.
    'app pkg mpkg dmg command tool action workflow scpt scptd applescript osx terminal webloc inetloc fileloc mobileconfig',
    'prefpane qlgenerator saver',
    // Of Linux.
    'desktop sh bash zsh csh ksh fish run bin appimage deb rpm snap flatpak flatpakref flatpakrepo apk service',
    // Of any system with the program for it.
    'jar jnlp class py pyc pyw pyz pl rb php lua tcl ahk au3 mjs cjs jsx groovy swf',
    'docm dotm xlsm xltm xlsb pptm potm ppam ppsm sldm accde mde slk iqy',
  ]
    .join(' ')
    .split(' '),
)

/**
 * Whether opening a file might run something, judged by its name as the system that opens it would: Windows ignores
 * dots and spaces at the end and takes `name.txt:stream.exe` for a stream.
 *
 * @param fileName last part of a path
 */
export function mayRunSomething(fileName: string): boolean {
  const seen = fileName.replace(/[\s.]+$/u, '').toLowerCase()
  const ending = seen.slice(seen.lastIndexOf('.') + 1).trim()
  return fileName.includes(':') || (seen.includes('.') && runnable.has(ending))
}
