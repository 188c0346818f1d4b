import type { NotificationConstructorOptions, PowerSaveBlocker } from 'electron'
import { assertNever } from '../queue/assert-never.ts'
import type { Desktop, MachineAction } from '../queue/ports.ts'
import { powerCommand } from './power-command.ts'
import type { Texts } from './texts.ts'

interface ShownNotification {
  on(event: 'click', listener: () => void): unknown
  show(): void
  close(): void
}

/** What of the system the desktop works with. */
export interface DesktopParts {
  readonly platform: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Runs a program without a shell; rejects where it cannot be run or ends with another code than 0. */
  run(file: string, args: readonly string[]): Promise<void>
  quit(): void
  /** Null where the system shows none. */
  notification(options: NotificationConstructorOptions): ShownNotification | null
  showWindow(): void
  readonly powerSaveBlocker: Pick<PowerSaveBlocker, 'start' | 'stop'>
  /** Words in the person's language, as it is at that moment. */
  text(): Texts
}

/** The desktop as the queue knows it, made of Electron and the system's own commands. */
export function createDesktop(parts: DesktopParts): Desktop {
  const { platform, environment, powerSaveBlocker } = parts
  const hasCommands = powerCommand(platform, 'sleep', environment) !== null
  let shown: ShownNotification | null = null
  let blockerId: number | null = null
  const withdraw = () => {
    shown?.close()
    shown = null
  }
  return {
    actions: hasCommands ? ['quit', 'sleep', 'shutdown'] : ['quit'],
    announce(action, inMs) {
      withdraw()
      const text = parts.text()
      const seconds = String(Math.round(inMs / 1_000))
      shown = parts.notification({ title: text('shell:finished'), body: text(`shell:${action}Soon`, { seconds }) })
      shown?.on('click', parts.showWindow)
      shown?.show()
    },
    withdraw,
    async carryOut(action) {
      const command = commandOf(action, parts)
      if (command === 'quit') parts.quit()
      else await parts.run(command.file, command.args)
    },
    keepAwake(isWanted) {
      if (isWanted && blockerId === null) blockerId = powerSaveBlocker.start('prevent-app-suspension')
      if (!isWanted && blockerId !== null) {
        powerSaveBlocker.stop(blockerId)
        blockerId = null
      }
    },
  }
}

function commandOf(action: MachineAction, { platform, environment }: Pick<DesktopParts, 'platform' | 'environment'>) {
  switch (action) {
    case 'quit':
      return action
    case 'sleep':
    case 'shutdown': {
      const command = powerCommand(platform, action, environment)
      if (command === null) throw new Error(`there is no command for ${action} on ${platform}`)
      return command
    }
    default:
      return assertNever(action)
  }
}
