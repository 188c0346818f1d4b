import type { MachineAction } from '../queue/ports.ts'

export interface PowerCommand {
  readonly file: string
  readonly args: readonly string[]
}

type PowerAction = Exclude<MachineAction, 'quit'>

/**
 * What tells the system to sleep or to shut down, run without a shell; null where there is none that we know. Electron
 * offers neither. Windows' `SetSuspendState` takes the machine to hibernation instead where that is switched on.
 *
 * @param environment where Windows itself lies is named by its `SystemRoot`
 */
export function powerCommand(
  platform: string,
  action: PowerAction,
  environment: Readonly<Record<string, string | undefined>>,
): PowerCommand | null {
  switch (platform) {
    case 'linux':
      return { file: 'systemctl', args: [action === 'sleep' ? 'suspend' : 'poweroff'] }
    case 'darwin':
      return action === 'sleep'
        ? { file: '/usr/bin/pmset', args: ['sleepnow'] }
        : { file: '/usr/bin/osascript', args: ['-e', 'tell application "System Events" to shut down'] }
    case 'win32': {
      const system = `${environment.SystemRoot ?? 'C:\\Windows'}\\System32`
      return action === 'sleep'
        ? { file: `${system}\\rundll32.exe`, args: ['powrprof.dll,SetSuspendState', '0,1,0'] }
        : { file: `${system}\\shutdown.exe`, args: ['/s', '/t', '0'] }
    }
    default:
      return null
  }
}
