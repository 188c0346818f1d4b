import { isMainThread } from 'node:worker_threads'

/** Loaded before the program: on a signal something goes wrong in it that nobody has thought of. */
if (isMainThread) {
  process.on('SIGUSR2', () => {
    if (process.env.PLANTED_FAULT === 'rejection') void Promise.reject(new Error('planted'))
    else throw new Error('planted')
  })
}
