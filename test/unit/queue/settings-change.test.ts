import { expect, test } from 'vitest'
import { NetworkKeeper } from '../../../src-main/queue/network-keeper.ts'
import { changeSettings } from '../../../src-main/queue/settings-change.ts'
import { SettingsKeeper } from '../../../src-main/queue/settings-keeper.ts'
import { HandClock } from '../../support/hand-clock.ts'
import { silentLog } from '../../support/sessions/session-bench.ts'
import { temporaryStore } from '../store/support.ts'

/** Settings over a real list, one proxy, and a disk that answers when it is told to. */
function slowDisk() {
  const { store } = temporaryStore()
  store.putProxy({
    id: 'archive',
    name: 'Archive',
    kind: 'http',
    host: 'proxy.example',
    port: 8080,
    username: '',
    password: null,
    createdAt: new Date(0).toISOString(),
  })
  const answer = Promise.withResolvers<void>()
  const certificates = {
    read: async () => {
      await answer.promise
      return { certificates: ['PEM'] }
    },
  }
  const folders = {
    prepare: async (directory: string) => {
      await answer.promise
      return { directory, mount: null }
    },
  }
  const settings = new SettingsKeeper(store, { downloadDirectory: '/downloads', forced: {} }, silentLog)
  const network = new NetworkKeeper({ store, certificates, clock: new HandClock(), log: silentLog })
  return { store, settings, network, answer, parts: { world: { folders }, settings, network } }
}

test('a proxy that goes while files of certificates are read is refused', async () => {
  const { store, settings, network, answer, parts } = slowDisk()
  const change = changeSettings(parts, { proxy: { use: 'archive' }, tls: { caFiles: ['/ca.pem'] } })
  store.removeProxy('archive')
  network.refresh()
  answer.resolve()
  expect(await change).toMatchObject({ refused: 'INVALID_INPUT', params: { issues: [{ path: 'proxy.use', value: 'archive' }] } })
  expect(settings.current).toMatchObject({ proxy: { use: 'system' }, tls: { caFiles: [] } })
})

test('a bound that no longer fits once the folder is there is refused', async () => {
  const { settings, answer, parts } = slowDisk()
  const change = changeSettings(parts, { downloadDirectory: '/elsewhere', autoScaleBounds: { minSlots: 8 } })
  expect(await changeSettings(parts, { autoScaleBounds: { maxSlots: 4 } })).toMatchObject({ autoScaleBounds: { maxSlots: 4 } })
  answer.resolve()
  expect(await change).toMatchObject({ refused: 'INVALID_INPUT', params: { issues: [{ path: 'autoScaleBounds.minSlots' }] } })
  expect(settings.current).toMatchObject({ downloadDirectory: '/downloads', autoScaleBounds: { maxSlots: 4 } })
})
