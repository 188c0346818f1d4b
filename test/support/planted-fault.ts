import { isMainThread } from 'node:worker_threads'

const secretFault = Object.assign(new Error('GET http://anna:STAFFEL-SECRET-fault@127.0.0.1/?key=STAFFEL-SECRET-fault'), {
  headers: { cookie: 'a=STAFFEL-SECRET-fault' },
  request: 'Authorization: Bearer STAFFEL-SECRET-fault\r\nCookie: a=STAFFEL-SECRET-fault',
  cause: new Error('proxy http://anna:STAFFEL-SECRET-fault@127.0.0.1:8080 refused password=STAFFEL-SECRET-fault'),
})

/** Loaded before the program: on a signal something goes wrong in it that nobody has thought of. */
if (isMainThread) {
  process.on('SIGUSR2', () => {
    // What a library may say of a request that it could not send.
    if (process.env.PLANTED_FAULT === 'secrets') throw secretFault
    if (process.env.PLANTED_FAULT === 'rejection') void Promise.reject(new Error('planted'))
    else throw new Error('planted')
  })
}
