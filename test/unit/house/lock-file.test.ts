import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

interface LockedPackage {
  readonly version?: string
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const file = resolve(import.meta.dirname, '../../../package-lock.json')
const packages: Readonly<Record<string, LockedPackage>> = JSON.parse(readFileSync(file, 'utf8')).packages

/** The package that a name means in a folder of node_modules, found as Node finds it. */
function packageSeenFrom(path: string, name: string): LockedPackage | undefined {
  const found = packages[`${path}${path === '' ? '' : '/'}node_modules/${name}`]
  if (found !== undefined || path === '') return found
  return packageSeenFrom(path.slice(0, Math.max(0, path.lastIndexOf('/node_modules/'))), name)
}

// An install on one system, from a registry that has only that system's packages, drops the others: `npm ci` then refuses the file.
test('the lock file names the optional packages of every system, so that npm ci accepts it', () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name, range]) => {
        const seen = packageSeenFrom(path, name)
        return seen === undefined || (/^\d/.test(range) && seen.version !== range)
      })
      .map(([name, range]) => `${name}@${range} of ${path}`),
  )
  expect(missing).toEqual([])
})
