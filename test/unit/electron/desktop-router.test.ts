import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient, type RouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { EpisodeFile } from '../../../src-main/electron/desktop-core.ts'
import { createDesktopRouter } from '../../../src-main/electron/desktop-router.ts'
import { createTexts } from '../../../src-main/electron/texts.ts'

let folder: string
let files: Map<string, EpisodeFile>
let opened: string[]
let shown: string[]
let questions: string[]
/** Which button the person presses, and which folder the person chooses. */
let button: number
let chosen: string | null
let startedAt: string | undefined
let openProblem: string
let client: RouterClient<ReturnType<typeof createDesktopRouter>>

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'staffel-desktop-'))
  files = new Map()
  opened = []
  shown = []
  questions = []
  button = 1
  chosen = null
  startedAt = undefined
  openProblem = ''
  const router = createDesktopRouter(
    { episodeFile: (id) => files.get(id) ?? null, jobDirectory: (id) => (id === 'job' ? folder : null) },
    {
      text: () => createTexts()('en'),
      window: () => null,
      log: { info() {}, warn() {}, error() {} },
      shell: {
        openPath: async (path) => {
          opened.push(path)
          return openProblem
        },
        showItemInFolder: (path) => void shown.push(path),
      },
      dialog: {
        showMessageBox: async (owner: object, options: object = owner) => {
          questions.push('message' in options ? String(options.message) : '')
          return { response: button, checkboxChecked: false }
        },
        showOpenDialog: async (owner: object, options: object = owner) => {
          startedAt = 'defaultPath' in options ? String(options.defaultPath) : undefined
          return { canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] }
        },
      },
    },
  )
  client = createRouterClient(router)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function finished(id: string, name: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, 'bytes')
  files.set(id, { directory: folder, path, isCompleted: true })
  return path
}

describe('opening a file', () => {
  test('a finished film opens without a question', async () => {
    const path = await finished('a', 'film.mkv')
    expect(await client.openFile({ episodeId: 'a' })).toEqual({ opened: true })
    expect(opened).toEqual([path])
    expect(questions).toEqual([])
  })

  test('a program is asked about, by name, and stays shut where the person declines', async () => {
    await finished('a', 'film.mkv.exe')
    expect(await client.openFile({ episodeId: 'a' })).toEqual({ opened: false })
    expect(opened).toEqual([])
    expect(questions).toEqual(['Open “film.mkv.exe”?'])
  })

  test('a program opens where the person agrees', async () => {
    const path = await finished('a', 'setup.exe')
    button = 0
    expect(await client.openFile({ episodeId: 'a' })).toEqual({ opened: true })
    expect(opened).toEqual([path])
  })

  test('an unknown episode is not found', async () => {
    await expect(client.openFile({ episodeId: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('an unfinished file is not opened', async () => {
    const path = await finished('a', 'film.mkv')
    files.set('a', { directory: folder, path, isCompleted: false })
    await expect(client.openFile({ episodeId: 'a' })).rejects.toMatchObject({
      code: 'CONFLICT',
      data: { reason: 'not-completed' },
    })
    expect(opened).toEqual([])
  })

  test('a link or nothing in the file’s place is not opened', async () => {
    const path = await finished('a', 'film.mkv')
    await rm(path)
    const refusal = { code: 'CONFLICT', data: { reason: 'file-missing' } }
    await expect(client.openFile({ episodeId: 'a' })).rejects.toMatchObject(refusal)
    await symlink(process.execPath, path)
    await expect(client.openFile({ episodeId: 'a' })).rejects.toMatchObject(refusal)
    expect(opened).toEqual([])
  })

  test('what the system says against it comes back', async () => {
    await finished('a', 'film.mkv')
    openProblem = 'no application'
    await expect(client.openFile({ episodeId: 'a' })).rejects.toMatchObject({
      code: 'CONFLICT',
      data: { problem: 'no application' },
    })
  })
})

describe('showing in the folder', () => {
  test('a file that is there is shown in its folder', async () => {
    const path = await finished('a', 'setup.exe')
    expect(await client.showInFolder({ episodeId: 'a' })).toEqual({ shown: true })
    expect(shown).toEqual([path])
  })

  test('for a file that is not there yet its folder is shown', async () => {
    files.set('a', { directory: folder, path: null, isCompleted: false })
    expect(await client.showInFolder({ episodeId: 'a' })).toEqual({ shown: true })
    expect(opened).toEqual([folder])
  })

  test('a job’s folder is shown; an unknown job is not found', async () => {
    expect(await client.showInFolder({ jobId: 'job' })).toEqual({ shown: true })
    expect(opened).toEqual([folder])
    await expect(client.showInFolder({ jobId: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('a folder that is gone is not shown, and one that the system would start is shown from outside', async () => {
    files.set('a', { directory: join(folder, 'gone'), path: null, isCompleted: false })
    expect(await client.showInFolder({ episodeId: 'a' })).toEqual({ shown: false })
    const bundle = join(folder, 'Game.app')
    await mkdir(bundle)
    files.set('b', { directory: bundle, path: null, isCompleted: false })
    expect(await client.showInFolder({ episodeId: 'b' })).toEqual({ shown: true })
    expect({ opened, shown }).toEqual({ opened: [], shown: [bundle] })
  })
})

describe('choosing a folder', () => {
  test('the chosen one comes back, or null', async () => {
    expect(await client.chooseFolder({})).toEqual({ directory: null })
    chosen = folder
    expect(await client.chooseFolder({ startAt: folder })).toEqual({ directory: folder })
    expect(startedAt).toBe(folder)
  })

  test('a relative start is left out', async () => {
    await client.chooseFolder({ startAt: '../..' })
    expect(startedAt).toBeUndefined()
  })
})
