import type { Settings } from '../../src-preload/contract/index.ts'
import type { Folders } from './ports.ts'
import { type Refusal, refuse } from './refusal.ts'

/** The folder that is wanted, or the usual one, made and tried; or why it cannot be used. */
export async function preparedFolder(
  folders: Pick<Folders, 'prepare'>,
  wanted: string | undefined,
  { downloadDirectory }: Pick<Settings, 'downloadDirectory'>,
): Promise<{ directory: string; mount: string | null } | Refusal> {
  const prepared = await folders.prepare(wanted ?? downloadDirectory, downloadDirectory)
  return 'directory' in prepared ? prepared : refuse('PATH_INVALID', { ...prepared.params, problem: prepared.problem })
}
