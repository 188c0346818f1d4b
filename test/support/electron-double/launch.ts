import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { BrowserContext, BrowserContextOptions, CDPSession, Page } from '@playwright/test'
import type { ShellApplication } from '../shell/application.ts'
import { Popups } from './popups.ts'
import type { FromShell, ToShell } from './wire.ts'

const register = new URL('./register.ts', import.meta.url).href
const graceMs = 15_000

interface LaunchOptions {
  /** The default session's. */
  readonly context: BrowserContext
  /** What the contexts of other sessions are like. */
  readonly look: BrowserContextOptions
  /** Absolute path of the built main entry. */
  readonly entry: string
  readonly arguments: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** Runs the real main entry over the double, its windows as pages of a browser context. */
export async function launchDouble({ context, look, entry, arguments: args, env }: LaunchOptions): Promise<ShellApplication> {
  const child = fork(entry, [...args], {
    execArgv: ['--import', register],
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
  })
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text
    process.stderr.write(text)
  })
  const windows = new WindowPages(child, context, look)
  const evaluations = new Evaluations(child)
  child.on('message', (text: string) => {
    const message: FromShell = JSON.parse(text)
    if (message.kind === 'answer') evaluations.settle(message)
    else windows.obey(message)
  })
  const ended = exited.then((code) => Promise.reject(new Error(`the shell ended with code ${code}: ${said}`)))
  ended.catch(() => {})
  const cleared = exited.then(() => {
    evaluations.end()
    return windows.closeAll()
  })
  return {
    firstWindow: () => Promise.race([windows.first, ended]),
    windows: () => windows.all,
    evaluate: (call: object | string, argument?: unknown) => evaluations.ask(call.toString(), argument),
    process: () => child,
    exited,
    async close() {
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), graceMs)
      await cleared
      clearTimeout(late)
    },
  }
}

/** The pages of the double's windows, and the DevTools commands for them. */
class WindowPages {
  readonly first: Promise<Page>
  readonly #child: ChildProcess
  /** By session; null is the default one. */
  readonly #contexts: Map<string | null, Promise<BrowserContext>>
  readonly #look: BrowserContextOptions
  readonly #popups = new Popups()
  readonly #pages = new Map<number, { readonly page: Page; readonly session: CDPSession }>()
  readonly #ours = new Set<Page>()
  #opening = 0
  #lastNumber = 0
  #announceFirst: (page: Page) => void = () => {}

  constructor(child: ChildProcess, context: BrowserContext, look: BrowserContextOptions) {
    this.#child = child
    this.#look = look
    this.#contexts = new Map([[null, Promise.resolve(context)]])
    this.first = new Promise((resolve) => {
      this.#announceFirst = resolve
    })
    this.#watchPopups(context)
  }

  obey(message: Exclude<FromShell, { kind: 'answer' }>): void {
    switch (message.kind) {
      case 'open':
        void this.#answer(message.id, this.#open(message.partition))
        return
      case 'adopt':
        void this.#answer(message.id, this.#adopt(message.opener))
        return
      case 'refuse':
        void this.#refuse(message.opener)
        return
      case 'command':
        void this.#answer(message.id, this.#command(message.page, message.method, message.params))
        return
      case 'close':
        void this.#close(message.page)
        return
    }
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#pages.keys()].map((number) => this.#close(number)))
    const others = [...this.#contexts].filter(([partition]) => partition !== null)
    await Promise.allSettled(others.map(async ([, context]) => (await context).close()))
  }

  get all(): Page[] {
    return [...this.#pages.values()].map(({ page }) => page)
  }

  async #open(partition: string | null): Promise<number> {
    const context = await this.#contextOf(partition)
    this.#opening += 1
    const page = await context.newPage().finally(() => {
      this.#opening -= 1
    })
    return this.#keep(page)
  }

  async #adopt(opener: number): Promise<number> {
    const opened = this.#pages.get(opener)
    if (opened === undefined) throw new Error('the page is gone')
    return this.#keep(await this.#popups.next(opened.page))
  }

  async #refuse(opener: number): Promise<void> {
    const opened = this.#pages.get(opener)
    if (opened !== undefined) await (await this.#popups.next(opened.page)).close().catch(() => {})
  }

  #contextOf(partition: string | null): Promise<BrowserContext> {
    const known = this.#contexts.get(partition)
    if (known !== undefined) return known
    const made = this.#newContext()
    this.#contexts.set(partition, made)
    return made
  }

  async #newContext(): Promise<BrowserContext> {
    const browser = (await this.#contexts.get(null))?.browser()
    if (browser === null || browser === undefined) throw new Error('the browser is gone')
    const context = await browser.newContext(this.#look)
    this.#watchPopups(context)
    return context
  }

  #watchPopups(context: BrowserContext): void {
    this.#popups.watch(context, (page) => this.#opening > 0 || this.#ours.has(page))
  }

  async #keep(page: Page): Promise<number> {
    this.#ours.add(page)
    this.#lastNumber += 1
    const number = this.#lastNumber
    const session = await page.context().newCDPSession(page)
    this.#pages.set(number, { page, session })
    session.on('event', ({ method, params }) => this.#say({ kind: 'event', page: number, method, params }))
    page.once('close', () => {
      if (this.#pages.delete(number)) this.#say({ kind: 'closed', page: number })
    })
    page.once('crash', () => this.#say({ kind: 'crashed', page: number }))
    this.#announceFirst(page)
    return number
  }

  async #command(number: number, method: string, params: unknown): Promise<unknown> {
    const opened = this.#pages.get(number)
    if (opened === undefined) throw new Error('the page is gone')
    // The method's name and the shape of its parameters come from the other process, where the compiler checked them.
    return Reflect.apply(opened.session.send, opened.session, [method, params])
  }

  async #close(number: number): Promise<void> {
    const opened = this.#pages.get(number)
    this.#pages.delete(number)
    await opened?.page.close().catch(() => {})
  }

  async #answer(id: number, work: Promise<unknown>): Promise<void> {
    try {
      this.#say({ kind: 'answer', id, value: await work })
    } catch (error) {
      this.#say({ kind: 'answer', id, error: error instanceof Error ? error.message : String(error) })
    }
  }

  #say(message: ToShell): void {
    // The other process may end at any moment; who waits for its answers hears of that from its exit.
    if (this.#child.connected) this.#child.send(JSON.stringify(message), () => {})
  }
}

/** Questions to the shell's process. */
class Evaluations {
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  #lastId = 0

  constructor(child: ChildProcess) {
    this.#child = child
  }

  ask<Value>(source: string, argument: unknown): Promise<Value> {
    this.#lastId += 1
    const id = this.#lastId
    return new Promise<Value>((resolve, reject) => {
      this.#waiting.set(id, { resolve: (value) => resolve(JSON.parse(JSON.stringify(value ?? null))), reject })
      const message: ToShell = { kind: 'evaluate', id, source, argument }
      this.#child.send(JSON.stringify(message), (error) => {
        if (error !== null) this.settle({ kind: 'answer', id, error: error.message })
      })
    })
  }

  settle(answer: Extract<FromShell, { kind: 'answer' }>): void {
    const asked = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if (answer.error !== undefined) asked?.reject(new Error(answer.error))
    else asked?.resolve(answer.value)
  }

  end(): void {
    for (const { reject } of this.#waiting.values()) reject(new Error('the shell has ended'))
    this.#waiting.clear()
  }
}
