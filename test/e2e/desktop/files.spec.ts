import { join } from 'node:path'
import { FaultyServer } from '../../support/faulty-server.ts'
import { StaffelWindow } from '../../support/window/staffel-window.ts'
import { expect, test } from '../fixtures.ts'

let server: FaultyServer

test.beforeEach(async ({ app }) => {
  server = await FaultyServer.start()
  // What the system would do is only written down.
  await app.shell?.evaluate(({ shell, dialog }) => {
    const asked: string[] = []
    Object.assign(globalThis, { asked })
    shell.openPath = async (path) => {
      asked.push(`open ${path}`)
      return ''
    }
    shell.showItemInFolder = (path) => {
      asked.push(`show ${path}`)
    }
    dialog.showMessageBox = async () => {
      asked.push('question')
      return { response: 1, checkboxChecked: false }
    }
  })
})

test.afterEach(async () => {
  await server.close()
})

test('a finished file is opened and shown from the context menu, one that could run something only after a question', async ({
  app,
  page,
  folders,
}) => {
  const asked = async () => (await app.shell?.evaluate(() => (globalThis as { asked?: string[] }).asked)) ?? []
  for (const path of ['/notes.txt', '/setup.exe']) server.serve(path, { size: 1_000 })
  const window = new StaffelWindow(page)
  await window.add([server.url('/notes.txt'), server.url('/setup.exe')], 'Files')
  await expect(window.cell('Files', 'state')).toHaveText('Finished')
  await window.open('Files')

  const choose = async (name: string, item: string) => {
    await window.row(name).click({ button: 'right' })
    await page.getByRole('menuitem', { name: item }).click()
  }
  await choose('notes.txt', 'Open file')
  await expect.poll(asked).toEqual([`open ${join(folders.downloads, 'notes.txt')}`])
  await choose('notes.txt', 'Show in folder')
  await expect.poll(asked).toContain(`show ${join(folders.downloads, 'notes.txt')}`)
  await choose('setup.exe', 'Open file')
  await expect.poll(asked).toContain('question')
  expect(await asked()).not.toContain(`open ${join(folders.downloads, 'setup.exe')}`)
})

test('the folder for a new job comes from the dialog of the system', async ({ app, page }) => {
  await app.shell?.evaluate(({ dialog }) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: ['/chosen/folder'] })
  })
  await page.keyboard.press('Insert')
  const dialog = page.getByRole('dialog', { name: 'Add downloads' })
  await dialog.getByRole('button', { name: 'Choose…' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Folder' })).toHaveValue('/chosen/folder')
})
