import { _electron } from '@playwright/test'
import type { ShellApplication } from './application.ts'

/** Runs the real main entry in the real Electron. */
export async function launchElectron(options: {
  readonly executablePath: string
  readonly entry: string
  readonly arguments: readonly string[]
  readonly env: Record<string, string>
}): Promise<ShellApplication> {
  const application = await _electron.launch({
    executablePath: options.executablePath,
    args: [options.entry, ...options.arguments],
    env: options.env,
  })
  const child = application.process()
  return {
    firstWindow: () => application.firstWindow(),
    windows: () => application.windows(),
    evaluate: application.evaluate.bind(application),
    process: () => child,
    exited: new Promise((resolve) => child.once('exit', resolve)),
    close: () => application.close(),
  }
}
