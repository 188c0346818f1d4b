import { request as httpRequest } from 'node:http'
import { expect, test } from 'vitest'
import { head, sendRaw } from '../../support/server/raw-http.ts'
import { startTestServer } from '../../support/server/running-server.ts'

test('a job is added with 201 and found again', async () => {
  await using server = await startTestServer()
  const added = await server.request('POST', '/api/v1/jobs', { urls: ['http://127.0.0.1/a'], title: 'Series' })
  expect(added.status).toBe(201)
  expect(added.headers.get('cache-control')).toBe('no-store')
  const job = await added.json()
  const found = await server.request('GET', `/api/v1/jobs/${job.id}`)
  expect(found.status).toBe(200)
  expect(await found.json()).toEqual(job)
})

test('the report comes as one file of all its pages, or as the page that was asked for', async () => {
  await using server = await startTestServer()
  const whole = await server.request('GET', '/api/v1/report?format=csv&status=failed')
  expect(whole.headers.get('content-type')).toContain('text/csv')
  expect(whole.headers.get('cache-control')).toBe('no-store')
  expect(await whole.text()).toBe('line 0\r\nline 1\r\nline 2\r\n')
  expect(await (await server.request('GET', '/api/v1/report?format=csv&after=1')).text()).toBe('line 1\r\n')
  const refused = await server.request('GET', '/api/v1/report?format=csv&status=nothing')
  expect(refused.status).toBe(400)
  expect(await refused.json()).toMatchObject({
    code: 'INVALID_INPUT',
    params: { issues: [{ path: 'status', value: 'nothing' }] },
  })
  expect(await (await server.request('GET', '/api/v1/report')).json()).toEqual({ items: [], next: null })
})

test('the list comes as one file of all its pages, in the format that was asked for', async () => {
  await using server = await startTestServer()
  const whole = await server.request('GET', '/api/v1/export')
  expect(whole.headers.get('content-disposition')).toBe('attachment; filename="staffel-queue.jsonl"')
  expect(await whole.text()).toBe('jsonl 0\njsonl 1\njsonl 2\n')
  const other = await server.request('GET', '/api/v1/export?format=aria2&status=failed')
  expect(other.headers.get('content-type')).toContain('text/plain')
  expect(await other.text()).toBe('aria2 0\naria2 1\naria2 2\n')
  expect((await server.request('GET', '/api/v1/export?format=xml')).status).toBe(400)
  const page = await server.request('GET', '/api/v1/export/page?after=1')
  expect(await page.json()).toEqual({ text: 'jsonl 1\n', rows: 1, next: '2' })
})

test('three bad addresses among a hundred refuse the whole body, each named with its place and value', async () => {
  await using server = await startTestServer()
  const urls = Array.from({ length: 100 }, (_, index) => `http://127.0.0.1/${index}`)
  urls[3] = 'file:///etc/passwd'
  urls[50] = 'no address'
  urls[99] = ''
  const answer = await server.request('POST', '/api/v1/jobs', { urls })
  expect(answer.status).toBe(400)
  expect(await answer.json()).toEqual({
    code: 'INVALID_INPUT',
    message: expect.stringMatching(/\.$/),
    params: {
      issues: [
        { path: 'urls.3', value: 'file:///etc/passwd', reason: 'url' },
        { path: 'urls.50', value: 'no address', reason: 'url' },
        { path: 'urls.99', value: '', reason: 'url' },
      ],
    },
  })
  expect(server.core.calls).toEqual([])
})

test('settings out of range are refused with the value and the whole range, unknown keys by name', async () => {
  await using server = await startTestServer()
  const answer = await server.request('PATCH', '/api/v1/settings', { maxSlots: 513, retry: { maxAttempts: 0 }, turbo: true })
  expect(answer.status).toBe(400)
  const { code, params } = await answer.json()
  expect(code).toBe('INVALID_INPUT')
  expect(params.issues).toHaveLength(3)
  expect(params.issues).toEqual(
    expect.arrayContaining([
      { path: 'maxSlots', value: 513, reason: 'maximum', minimum: 0, maximum: 512 },
      { path: 'retry.maxAttempts', value: 0, reason: 'minimum', minimum: 1, maximum: 100 },
      { path: 'turbo', value: true, reason: 'unknown' },
    ]),
  )
})

test('a bad query is refused with its value verbatim', async () => {
  await using server = await startTestServer()
  const answer = await server.request('GET', '/api/v1/jobs?limit=5000&status=queued,nonsense&colour=red')
  expect(answer.status).toBe(400)
  const { params } = await answer.json()
  expect(params.issues).toEqual(
    expect.arrayContaining([
      { path: 'limit', value: '5000', reason: 'maximum', minimum: 1, maximum: 1000 },
      { path: 'status', value: 'queued,nonsense', reason: 'option', options: expect.arrayContaining(['queued', 'failed']) },
      { path: 'colour', value: 'red', reason: 'unknown' },
    ]),
  )
})

test('what a DELETE is asked stands in its query', async () => {
  await using server = await startTestServer()
  const job = await (await server.request('POST', '/api/v1/jobs', { urls: ['http://127.0.0.1/a'] })).json()
  const refused = await server.request('DELETE', `/api/v1/jobs/${job.id}?deleteFiles=perhaps`)
  expect(refused.status).toBe(400)
  expect((await refused.json()).params.issues[0]).toMatchObject({ path: 'deleteFiles', value: 'perhaps' })
  const removed = await server.request('DELETE', `/api/v1/jobs/${job.id}?deleteFiles=true`)
  expect(await removed.json()).toEqual({ done: true })
  expect(server.core.calls.at(-1)).toEqual({ procedure: 'jobs.remove', input: { jobId: job.id, deleteFiles: true } })
})

test('a DELETE without a query keeps the files', async () => {
  await using server = await startTestServer()
  const job = await (await server.request('POST', '/api/v1/jobs', { urls: ['http://127.0.0.1/a'] })).json()
  expect((await server.request('DELETE', `/api/v1/jobs/${job.id}`)).status).toBe(200)
  expect(server.core.calls.at(-1)).toEqual({ procedure: 'jobs.remove', input: { jobId: job.id, deleteFiles: false } })
})

test('an action needs no body, and takes an empty one of type JSON', async () => {
  await using server = await startTestServer()
  expect((await server.request('POST', '/api/v1/queue/pause')).status).toBe(200)
  const empty = await sendRaw(
    server.port,
    head('POST /api/v1/queue/pause', {
      Host: server.host,
      Authorization: server.authorization,
      'Content-Type': 'application/json',
      'Content-Length': '0',
    }),
  )
  expect(empty.status).toBe(200)
})

test('unknown things are NOT_FOUND, and what does not fit the state is CONFLICT', async () => {
  await using server = await startTestServer()
  const unknown = await server.request('GET', '/api/v1/jobs/ffffffffffffffff')
  expect(unknown.status).toBe(404)
  expect(await unknown.json()).toMatchObject({ code: 'NOT_FOUND', params: { jobId: 'ffffffffffffffff' } })
  const conflict = await server.request('PATCH', '/api/v1/jobs/1', { title: 'x' })
  expect(conflict.status).toBe(409)
  expect(await conflict.json()).toMatchObject({ code: 'CONFLICT', params: { status: 'completed' } })
})

test.each(['/api/v1/nothing', '/api', '/api/', '/nothing.js', '/api/v1/jobs/%2e%2e%2fx/y/z', '/%zz', '/api/v1/%zz'])(
  'the unknown route %s is NOT_FOUND in the shape of every error',
  async (path) => {
    await using server = await startTestServer()
    const answer = await sendRaw(server.port, head(`GET ${path}`, { Host: server.host, Authorization: server.authorization }))
    expect(answer.status).toBe(404)
    expect(JSON.parse(answer.body)).toEqual({ code: 'NOT_FOUND', message: expect.any(String), params: {} })
  },
)

test('a failure inside is INTERNAL; its details go to the log and not to the client', async () => {
  await using server = await startTestServer()
  const answer = await server.request('POST', '/api/v1/jobs/1/pause')
  expect(answer.status).toBe(500)
  const text = await answer.text()
  expect(JSON.parse(text)).toEqual({ code: 'INTERNAL', message: expect.any(String), params: {} })
  expect(text).not.toContain('secret detail')
  expect(server.log.join('\n')).toMatch(/error .*jobs\.pause.*secret detail/)
})

test('a body that is no JSON is refused with its beginning', async () => {
  await using server = await startTestServer()
  const answer = await fetch(`${server.url}/api/v1/jobs`, {
    method: 'POST',
    headers: { authorization: server.authorization, 'content-type': 'application/json' },
    body: '{"urls": [',
  })
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({
    code: 'INVALID_INPUT',
    params: { issues: [{ path: '', value: '{"urls": [', reason: 'json' }] },
  })
})

test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml'])(
  'a body of type %s is refused unread',
  async (type) => {
    await using server = await startTestServer()
    const answer = await fetch(`${server.url}/api/v1/jobs`, {
      method: 'POST',
      headers: { authorization: server.authorization, 'content-type': type },
      body: '{"urls":["http://127.0.0.1/a"]}',
    })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({
      code: 'INVALID_INPUT',
      params: { issues: [{ value: type, reason: 'content-type' }] },
    })
    expect(server.core.calls).toEqual([])
  },
)

test('a body just under 64 MiB is taken, one over it is refused with 413', async () => {
  await using server = await startTestServer()
  const url = `http://127.0.0.1/${'a'.repeat(60_000)}`
  const fits = JSON.stringify({ urls: Array.from({ length: 1_115 }, () => url) })
  expect(fits.length).toBeGreaterThan(63.8 * 1024 * 1024)
  expect(fits.length).toBeLessThan(64 * 1024 * 1024)
  const send = (body: string) =>
    fetch(`${server.url}/api/v1/jobs`, {
      method: 'POST',
      headers: { authorization: server.authorization, 'content-type': 'application/json' },
      body,
    })
  const taken = await send(fits)
  expect(taken.status).toBe(201)
  expect((await taken.json()).episodesTotal).toBe(1_115)

  const refused = await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const request = httpRequest(`${server.url}/api/v1/jobs`, {
      method: 'POST',
      headers: {
        authorization: server.authorization,
        'content-type': 'application/json',
        'content-length': 64 * 1024 * 1024 + 1,
        expect: '100-continue',
      },
    })
    request.on('response', async (response) => {
      resolve({ status: response.statusCode, text: (await response.toArray()).join('') })
      request.destroy()
    })
    request.on('error', reject)
    request.flushHeaders()
  })
  expect(refused.status).toBe(413)
  expect(JSON.parse(refused.text)).toMatchObject({
    code: 'INVALID_INPUT',
    params: { issues: [{ path: '', reason: 'maximum', maximum: 67_108_864 }] },
  })
})

test('a body without a declared length is cut off at the limit', async () => {
  await using server = await startTestServer({ limits: { bodyBytes: 1_000 } })
  const chunk = `${(600).toString(16)}\r\n${'x'.repeat(600)}\r\n`
  const answer = await sendRaw(server.port, [
    `POST /api/v1/jobs HTTP/1.1\r\nHost: ${server.host}\r\nAuthorization: ${server.authorization}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n`,
    chunk,
    chunk,
    '0\r\n\r\n',
  ])
  expect(answer.status).toBe(413)
  expect(JSON.parse(answer.body)).toMatchObject({ code: 'INVALID_INPUT' })
})

test('a body and a head that come too slowly are given up with 408', async () => {
  await using server = await startTestServer({ limits: { requestMs: 300, headersMs: 200 } })
  const slowBody = await sendRaw(server.port, [
    `POST /api/v1/jobs HTTP/1.1\r\nHost: ${server.host}\r\nAuthorization: ${server.authorization}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
  ])
  expect(slowBody.status).toBe(408)
  const slowHead = await sendRaw(server.port, ['GET / HTTP/1.1\r\nHost: '])
  expect(slowHead.status).toBe(408)
  expect(JSON.parse(slowHead.body)).toMatchObject({ code: 'INVALID_INPUT' })
})

test.each([
  '{"urls":["http://127.0.0.1/a"],"__proto__":{"polluted":1}}',
  '{"urls":["http://127.0.0.1/a"],"constructor":{"prototype":{"polluted":1}}}',
])('the body %s changes no prototype and is refused for its unknown key', async (body) => {
  await using server = await startTestServer()
  const answer = await fetch(`${server.url}/api/v1/jobs`, {
    method: 'POST',
    headers: { authorization: server.authorization, 'content-type': 'application/json' },
    body,
  })
  expect(answer.status).toBe(400)
  expect((await answer.json()).params.issues[0].reason).toBe('unknown')
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
})

test.each(['__proto__[polluted]=1', 'constructor[prototype][polluted]=1', 'status[__proto__][polluted]=1'])(
  'the query %s changes no prototype',
  async (query) => {
    await using server = await startTestServer()
    const answer = await server.request('GET', `/api/v1/jobs?${query}`)
    expect(answer.status).toBe(400)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    expect(([] as { polluted?: unknown }).polluted).toBeUndefined()
  },
)

test('bytes that are no HTTP get an error in the same shape', async () => {
  await using server = await startTestServer()
  const answer = await sendRaw(server.port, 'this is no request\r\n\r\n')
  expect(answer.status).toBe(400)
  expect(JSON.parse(answer.body)).toMatchObject({ code: 'INVALID_INPUT', params: { issues: [{ reason: 'http' }] } })
})

test('the OpenAPI document names every route, its errors and its authentication', async () => {
  await using server = await startTestServer()
  const answer = await server.request('GET', '/api/openapi.json')
  expect(answer.status).toBe(200)
  const document = await answer.json()
  expect(document.openapi).toMatch(/^3\.1/)
  expect(document.servers).toEqual([{ url: '/api' }])
  expect(document.security).toEqual([{ token: [] }])
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining(['/v1/jobs', '/v1/jobs/{jobId}', '/v1/events', '/queue-status']),
  )
  const add = document.paths['/v1/jobs'].post
  expect(Object.keys(add.responses)).toEqual(expect.arrayContaining(['201', '400', '401', '403', '404', '409', '500']))
  expect(document.components.schemas.Error.required).toEqual(['code', 'message', 'params'])
  const remove = document.paths['/v1/jobs/{jobId}'].delete
  expect(remove.requestBody).toBeUndefined()
  expect(remove.parameters.map((parameter: { in: string; name: string }) => `${parameter.in} ${parameter.name}`)).toEqual([
    'path jobId',
    'query deleteFiles',
  ])
})

test('queue-status stands outside of v1', async () => {
  await using server = await startTestServer()
  const answer = await server.request('GET', '/api/queue-status')
  expect(await answer.json()).toEqual({ success: true, queue: { active: [], completed: [] } })
})

test('a client that waits for its files to be checked is not taken for an idle one', async () => {
  await using server = await startTestServer({ limits: { idleMs: 100 } })
  server.core.verifying.takesMs = 500
  const answer = await server.request('POST', '/api/v1/verify')
  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({ items: [], next: null })
})

test('whoever goes away while files are checked ends that', async () => {
  await using server = await startTestServer()
  server.core.verifying.takesMs = 500
  const controller = new AbortController()
  const asked = fetch(`${server.url}/api/v1/verify`, {
    method: 'POST',
    headers: { authorization: server.authorization },
    signal: controller.signal,
  })
  setTimeout(() => controller.abort(), 100)
  await expect(asked).rejects.toThrow()
  await expect.poll(() => server.core.calls).toEqual([{ procedure: 'verify', input: 'broken off' }])
})
