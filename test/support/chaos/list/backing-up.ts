import { openList } from '../../../../src-main/store/open-list.ts'
import { testBox } from '../../secret-box.ts'

const dayMs = 86_400_000
const mostTurns = 10_000

/** Opens the list of a folder and, until it is killed, adds jobs and copies it, in turn; says each job that is kept. */
const [, , folder = '', startedAt = '0', first = '0'] = process.argv
const { store } = openList(folder, testBox, Number(startedAt))
for (let turn = 0; turn < mostTurns; turn++) {
  const number = Number(first) + turn
  const backup = store.backUp(Number(startedAt) + turn * dayMs)
  store.addJob(
    {
      id: `a${number.toString(16).padStart(15, '0')}`,
      title: `Added ${number}`,
      sourceKind: 'urls',
      sourceUrl: null,
      queueId: 'default',
      directory: '/nowhere',
      priority: 0,
      sequential: false,
      createdAt: 1_000,
      connections: null,
      speedLimit: 0,
      onConflict: null,
      headers: {},
      sessionId: null,
      proxy: null,
      mount: null,
    },
    [],
  )
  process.send?.(number + 1)
  await backup
}
