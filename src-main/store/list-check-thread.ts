import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { findingIn } from './findings.ts'

const file: string = workerData
// Read-only, so that what a newer Staffel wrote is not touched, not even by the tidying of the last connection that closes.
const database = new Database(file, { readonly: true, fileMustExist: true })
const isWhole = findingIn(database) === null
database.close()
parentPort?.postMessage(isWhole)
