import { createHash } from 'node:crypto'
import { mkdir, open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { PeerName } from './contenders.ts'

/** Files on a server, and how Staffel and others are to fetch them. */
export interface PeerCase {
  readonly name: string
  readonly about: string
  readonly scheme: 'http' | 'https'
  readonly slots: number
  readonly connections: number
  readonly peers: readonly PeerName[]
  /** Also with a program that has done as much before. */
  readonly alsoRunning?: true
  /** What the ratio to the first peer may be at most. */
  readonly wanted: { readonly wall: number; readonly cpu?: number }
  /** Makes the files in a folder; returns their names in it. */
  prepare(folder: string): Promise<string[]>
}

const mebibyte = 1_048_576

/** Bytes that no transport or disk can make less of; the same in every run. */
function noise(length: number, seed: number): Buffer {
  const bytes = Buffer.allocUnsafe(length)
  for (let offset = 0; offset < length; offset += 64) {
    createHash('sha512').update(`${seed} ${offset}`).digest().copy(bytes, offset)
  }
  return bytes
}

async function oneLargeFile(folder: string): Promise<string[]> {
  const block = noise(mebibyte, 1)
  const file = await open(join(folder, 'large.bin'), 'w')
  for (let index = 0; index < 1_024; index += 1) {
    block.writeUInt32LE(index)
    await file.write(block)
  }
  await file.close()
  return ['large.bin']
}

export async function manySmallFiles(folder: string): Promise<string[]> {
  const names = Array.from({ length: 2_000 }, (_, index) => `small/${index}.bin`)
  await mkdir(join(folder, 'small'), { recursive: true })
  const content = noise(65_536, 2)
  for (const [index, name] of names.entries()) {
    content.writeUInt32LE(index)
    await writeFile(join(folder, name), content)
  }
  return names
}

export const peerCases: readonly PeerCase[] = [
  {
    name: 'large',
    about: '1 GiB, 4 connections, http',
    scheme: 'http',
    slots: 1,
    connections: 4,
    peers: ['aria2c'],
    wanted: { wall: 1, cpu: 1.5 },
    prepare: oneLargeFile,
  },
  {
    name: 'large-tls',
    about: '1 GiB, 4 connections, https',
    scheme: 'https',
    slots: 1,
    connections: 4,
    peers: ['aria2c'],
    wanted: { wall: 1 },
    prepare: oneLargeFile,
  },
  {
    name: 'small',
    about: '2,000 files of 64 KiB, 16 at a time',
    scheme: 'http',
    slots: 16,
    connections: 1,
    peers: ['aria2c', 'wget2', 'curl'],
    alsoRunning: true,
    wanted: { wall: 0.8 },
    prepare: manySmallFiles,
  },
]
