import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { createDesktop, type DesktopParts } from '../../../src-main/electron/desktop-around.ts'
import { powerCommand } from '../../../src-main/electron/power-command.ts'
import { createTexts } from '../../../src-main/electron/texts.ts'

describe('the command of the system', () => {
  test.each([
    ['linux', 'sleep', 'systemctl suspend'],
    ['linux', 'shutdown', 'systemctl poweroff'],
    ['darwin', 'sleep', '/usr/bin/pmset sleepnow'],
    ['darwin', 'shutdown', '/usr/bin/osascript -e tell application "System Events" to shut down'],
    ['win32', 'sleep', 'D:\\Windows\\System32\\rundll32.exe powrprof.dll,SetSuspendState 0,1,0'],
    ['win32', 'shutdown', 'D:\\Windows\\System32\\shutdown.exe /s /t 0'],
  ] as const)('on %s for %s is %s', (platform, action, line) => {
    const command = powerCommand(platform, action, { SystemRoot: 'D:\\Windows' })
    expect(command && [command.file, ...command.args].join(' ')).toBe(line)
  })

  test('is none where we know of none', () => {
    expect(powerCommand('freebsd', 'sleep', {})).toBeNull()
  })
})

function desktopOn(platform: string, changes: Partial<DesktopParts> = {}) {
  const seen: string[] = []
  const notifications: (EventEmitter & { close(): void })[] = []
  const blockers = new Set<number>()
  const desktop = createDesktop({
    platform,
    environment: {},
    run: async (file, args) => void seen.push([file, ...args].join(' ')),
    quit: () => void seen.push('quit'),
    notification: ({ title, body }) => {
      const notification = Object.assign(new EventEmitter(), {
        show: () => void seen.push(`${title}: ${body}`),
        close: () => void seen.push('closed'),
      })
      notifications.push(notification)
      return notification
    },
    showWindow: () => void seen.push('window'),
    powerSaveBlocker: {
      start: (type) => {
        seen.push(type)
        blockers.add(7)
        return 7
      },
      stop: (id) => blockers.delete(id),
    },
    text: () => createTexts()('de'),
    ...changes,
  })
  return { desktop, seen, notifications, blockers }
}

test('what is to happen is shown by the system too, in the person’s language; a press on it shows the window', () => {
  const { desktop, seen, notifications } = desktopOn('linux')
  desktop.announce('shutdown', 60_000)
  expect(seen).toEqual(['Alle Downloads sind fertig: Der Rechner wird in 60 Sekunden heruntergefahren.'])
  notifications[0]?.emit('click')
  desktop.withdraw()
  desktop.withdraw()
  expect(seen.slice(1)).toEqual(['window', 'closed'])
})

test('it is done with the system’s own command, and quitting with the program’s own', async () => {
  const { desktop, seen } = desktopOn('linux')
  await desktop.carryOut('sleep')
  await desktop.carryOut('quit')
  expect(seen).toEqual(['systemctl suspend', 'quit'])
})

test('a command that the system refuses is a refusal', async () => {
  const { desktop } = desktopOn('linux', {
    run: async () => {
      throw new Error('Access denied')
    },
  })
  await expect(desktop.carryOut('shutdown')).rejects.toThrow('Access denied')
})

test('where no command is known only quitting is offered', () => {
  expect(desktopOn('freebsd').desktop.actions).toEqual(['quit'])
  expect(desktopOn('win32').desktop.actions).toEqual(['quit', 'sleep', 'shutdown'])
})

test('a system without notifications is no obstacle', () => {
  const { desktop, seen } = desktopOn('linux', { notification: () => null })
  desktop.announce('quit', 60_000)
  desktop.withdraw()
  expect(seen).toEqual([])
})

test('the machine is kept awake once, however often that is wanted, and let go of again', () => {
  const { desktop, seen, blockers } = desktopOn('linux')
  desktop.keepAwake(true)
  desktop.keepAwake(true)
  expect(seen).toEqual(['prevent-app-suspension'])
  expect(blockers.size).toBe(1)
  desktop.keepAwake(false)
  desktop.keepAwake(false)
  expect(blockers.size).toBe(0)
})
