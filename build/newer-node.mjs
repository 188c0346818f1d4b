import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { resolve } from 'node:path'
import { root, say } from './house.mjs'

const wanted = 24

/**
 * npm's scripts find the Node 24 of node_modules first in their path, but a script started by hand may run on the
 * machine's own, older one. Then it is run again on ours: signals are handed on, and the end is taken over.
 *
 * @param {string} script absolute path of the calling script
 * @returns {Promise<boolean>} whether this process is new enough to go on; false once the other one has ended
 */
export async function onNewerNode(script) {
  if (Number.parseInt(process.versions.node, 10) >= wanted) return true
  const binary = resolve(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (!existsSync(binary)) {
    say(`Staffel needs Node ${wanted}, which "npm ci" puts into node_modules; this is Node ${process.versions.node}.`)
    process.exitCode = 1
    return false
  }
  process.exitCode = await runToTheEnd(binary, [...process.execArgv, script, ...process.argv.slice(2)])
  return false
}

/**
 * Runs a program in place of this one: same console, signals handed on.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} its exit code, 128 + n after signal n
 */
export function runToTheEnd(file, args, env = process.env) {
  return new Promise((done, failed) => {
    const child = spawn(file, args, { stdio: 'inherit', cwd: root, env })
    /** @type {readonly NodeJS.Signals[]} */
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    /** @param {NodeJS.Signals} signal */
    const handOn = (signal) => {
      child.kill(signal)
    }
    for (const signal of signals) process.on(signal, handOn)
    const stopHandingOn = () => {
      for (const signal of signals) process.off(signal, handOn)
    }
    child.once('error', (error) => {
      stopHandingOn()
      failed(error)
    })
    child.once('exit', (code, signal) => {
      stopHandingOn()
      done(code ?? 128 + (signal === null ? 0 : constants.signals[signal]))
    })
  })
}
