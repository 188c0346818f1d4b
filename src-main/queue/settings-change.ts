import type { Settings, SettingsPatch } from '../../src-preload/contract/index.ts'
import type { NetworkKeeper } from './network-keeper.ts'
import { preparedFolder } from './prepared-folder.ts'
import { isRefusal, type Refusal } from './refusal.ts'
import { unfitBound } from './scaling/bounds.ts'
import type { SettingsKeeper } from './settings-keeper.ts'
import type { World } from './world.ts'

interface Parts {
  readonly world: { readonly folders: Pick<World['folders'], 'prepare'> }
  readonly settings: SettingsKeeper
  readonly network: NetworkKeeper
}

/** Changes what the user may set. Resolves once it is durable; a refusal has changed nothing. */
export async function changeSettings({ world, settings, network }: Parts, patch: SettingsPatch): Promise<Settings | Refusal> {
  const unfit = () => unfitBound(settings.current, patch) ?? network.refuseProxies(patch)
  const refusal = unfit() ?? (await network.refuseFiles(patch))
  if (refusal !== null) return refusal
  const folder =
    patch.downloadDirectory === undefined ? null : await preparedFolder(world.folders, patch.downloadDirectory, settings.current)
  if (folder !== null && isRefusal(folder)) return folder
  // Another change may have come, or a proxy gone, while the disk was asked.
  const lateRefusal = unfit()
  if (lateRefusal !== null) return lateRefusal
  return settings.change(folder === null ? patch : { ...patch, downloadDirectory: folder.directory })
}
