import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createSecretBox } from '../../../../src-main/platform/secret-box.ts'
import type { Job, Session } from '../../../../src-preload/contract/index.ts'
import { SeededRandom } from '../../seeded-random.ts'
import { tokenIn } from '../../sessions/session-bench.ts'
import { TokenServer } from '../../sessions/token-server.ts'
import { type Home, newHome, type Staffel, startStaffel, until } from '../../staffel.ts'
import { readDataCopy } from '../data-copy.ts'
import { type ChaosOptions, type KillRun, killRounds } from '../kill-rounds.ts'

export interface TokenChaosOutcome {
  /** Kills after which the server accepted the token that was on disk, and those after which it did not. */
  readonly accepted: number
  readonly lost: number
  /** Of the lost, those after which the session asked for a sign-in. */
  readonly askedFor: number
  readonly requests: number
  readonly files: number
  readonly problems: readonly string[]
  readonly seconds: number
}

const longestLifeMs = 900
const filesAtOnce = 6
const leastFiles = 60
const settings = {
  maxSlots: filesAtOnce,
  maxConnectionsPerHost: 64,
  retry: { maxAttempts: 100, baseDelayMs: 20, maxDelayMs: 100 },
}

/**
 * Downloads through a session whose server renews the token with each answer and accepts only the newest, during which the
 * program is killed again and again. After each kill the jar on disk is opened: it holds a token that was renewed by nobody
 * but by an answer that was still on its way, and where the server does not accept it any more, the session asks for a
 * sign-in and everything goes on after one.
 */
export async function tokenChaosRun(options: ChaosOptions): Promise<TokenChaosOutcome> {
  const server = await TokenServer.start({ answerMs: 8, bodyMs: 150, fileBytes: () => 100_000 })
  return killRounds(new TokenRun(new SeededRandom(options.seed), server, await newHome()), options)
}

class TokenRun implements KillRun<TokenChaosOutcome> {
  readonly #random: SeededRandom
  readonly #server: TokenServer
  readonly #home: Home
  readonly #problems: string[] = []
  readonly #begunAt = performance.now()
  readonly #jobs: string[] = []
  #staffel: Staffel | null = null
  #sessionId = ''
  #files = 0
  #accepted = 0
  #lost = 0
  #askedFor = 0

  constructor(random: SeededRandom, server: TokenServer, home: Home) {
    this.#random = random
    this.#server = server
    this.#home = home
  }

  async liveAndDie(): Promise<void> {
    const staffel = await this.#alive()
    if (this.#sessionId === '') await this.#addSession(staffel)
    await this.#addWork(staffel)
    await sleep(this.#random.fraction() * longestLifeMs)
    await staffel.kill('SIGKILL')
    this.#staffel = null
    await until(
      async () => this.#server.exchanges,
      (open) => open === 0,
      5_000,
    )
    await this.#inspect()
  }

  async finish(): Promise<TokenChaosOutcome> {
    const staffel = await this.#alive()
    await staffel.patchSettings({ maxSlots: 32 })
    for (const id of this.#jobs) {
      const { status } = await staffel.untilJob(id, ({ status: now }) => now === 'completed' || now === 'failed', 120_000)
      if (status === 'failed') this.#problems.push(`job ${id} has failed`)
    }
    return {
      accepted: this.#accepted,
      lost: this.#lost,
      askedFor: this.#askedFor,
      requests: this.#server.requests.length,
      files: this.#files,
      problems: this.#problems,
      seconds: (performance.now() - this.#begunAt) / 1_000,
    }
  }

  async close(): Promise<void> {
    await this.#staffel?.kill('SIGKILL')
    await this.#server.close()
    await this.#home.remove()
  }

  async #alive(): Promise<Staffel> {
    if (this.#staffel !== null) return this.#staffel
    this.#staffel = await startStaffel(this.#home)
    await this.#staffel.patchSettings(settings)
    return this.#staffel
  }

  async #addSession(staffel: Staffel): Promise<void> {
    const session = await staffel.post<Session>('/sessions', { name: 'Rotating', mode: 'rotating', cookies: [this.#newToken()] })
    this.#sessionId = session.id
  }

  async #addWork(staffel: Staffel): Promise<void> {
    const { items } = await staffel.get<{ items: Job[] }>('/jobs?status=queued,downloading&limit=1000')
    const open = items.reduce((sum, job) => sum + job.episodesTotal - job.episodesCompleted, 0)
    if (open >= leastFiles) return
    const urls = Array.from({ length: leastFiles }, () => this.#server.url(`/files/${++this.#files}.bin`))
    const job = await staffel.post<Job>('/jobs', { urls, sessionId: this.#sessionId })
    this.#jobs.push(job.id)
  }

  /** The jar as the dead program left it. */
  async #inspect(): Promise<void> {
    const token = await this.#keptToken()
    const { issued, requests } = this.#server
    const lastUsed = requests.findLast(({ isAccepted }) => isAccepted)?.token ?? null
    if (token === null) this.#problems.push('the jar on disk holds no token')
    else if (lastUsed !== null && issued.indexOf(token) < issued.indexOf(lastUsed)) {
      this.#problems.push('a token was used that the disk did not have')
    }
    if (this.#server.accepts(token)) {
      this.#accepted++
      return
    }
    this.#lost++
    await this.#signInAgain()
  }

  /** With a token that nobody accepts any more the session has to ask for a sign-in, and is given one. */
  async #signInAgain(): Promise<void> {
    const staffel = await this.#alive()
    await this.#addWork(staffel)
    const path = `/sessions/${this.#sessionId}`
    const asked = await until(
      () => staffel.get<Session>(path),
      ({ signIn }) => signIn !== null,
      15_000,
    ).catch(() => null)
    if (asked === null) this.#problems.push('no sign-in was asked for')
    else this.#askedFor++
    const { status } = await staffel.call('PATCH', path, { cookies: [this.#newToken()], replace: true })
    if (status !== 200) this.#problems.push(`the new sign-in was answered ${status}`)
  }

  async #keptToken(): Promise<string | null> {
    const data = await readDataCopy(this.#home.data)
    if (data?.integrity !== 'ok') this.#problems.push(`the database is damaged: ${data?.integrity}`)
    const jar = data?.sessions.find(({ id }) => id === this.#sessionId)?.jar ?? null
    const box = createSecretBox(await readFile(join(this.#home.data, 'secrets.key')))
    const text = jar === null ? null : box.open(jar)
    if (text === null) this.#problems.push('the jar cannot be opened')
    return text === null ? null : tokenIn(text)
  }

  #newToken() {
    return { name: 'token', value: this.#server.signIn(), domain: '127.0.0.1', path: '/' }
  }
}
