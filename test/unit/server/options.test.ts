import { delimiter } from 'node:path'
import { expect, test } from 'vitest'
import { parseOptions, type WebOptions } from '../../../src-main/server/options.ts'
import { readyLine } from '../../../src-main/server/ready-line.ts'

const parse = (args: readonly string[], environment: Record<string, string> = {}) =>
  parseOptions({ arguments: args, environment, workingDirectory: '/home/someone' })

function optionsOf(args: readonly string[], environment: Record<string, string> = {}): WebOptions {
  const parsed = parse(args, environment)
  if (parsed.kind !== 'options') throw new Error(JSON.stringify(parsed))
  return parsed.options
}

test('without a word it listens on loopback, port 6880', () => {
  expect(optionsOf([])).toEqual({
    host: '127.0.0.1',
    port: 6880,
    dataDirectory: null,
    downloadDirectory: null,
    token: null,
    allowedHosts: [],
    allowedDirectories: [],
    open: false,
    json: false,
  })
})

test('every option is read from the command line', () => {
  const args =
    '--host 0.0.0.0 --port=0 --data-dir data --download-dir /srv/in --token abc --allowed-host nas --allowed-host nas:80'
  expect(optionsOf([...args.split(' '), '--allow-dir', '/a', '--allow-dir=b', '--open', '--json'])).toEqual({
    host: '0.0.0.0',
    port: 0,
    dataDirectory: '/home/someone/data',
    downloadDirectory: '/srv/in',
    token: 'abc',
    allowedHosts: ['nas', 'nas:80'],
    allowedDirectories: ['/a', '/home/someone/b'],
    open: true,
    json: true,
  })
})

test('every option is read from the environment', () => {
  const options = optionsOf([], {
    STAFFEL_HOST: '::1',
    STAFFEL_PORT: '7000',
    STAFFEL_DATA_DIR: '/data',
    STAFFEL_DOWNLOAD_DIR: 'in',
    STAFFEL_TOKEN: 'abc',
    STAFFEL_ALLOWED_HOST: 'nas:80,nas.home',
    STAFFEL_ALLOW_DIR: ['/a', '/b'].join(delimiter),
    STAFFEL_OPEN: '1',
    STAFFEL_JSON: 'true',
  })
  expect(options).toEqual({
    host: '::1',
    port: 7000,
    dataDirectory: '/data',
    downloadDirectory: '/home/someone/in',
    token: 'abc',
    allowedHosts: ['nas:80', 'nas.home'],
    allowedDirectories: ['/a', '/b'],
    open: true,
    json: true,
  })
})

test('the command line comes before the environment, and an empty variable says nothing', () => {
  const environment = { STAFFEL_PORT: '7000', STAFFEL_HOST: '', STAFFEL_ALLOWED_HOST: 'a' }
  expect(optionsOf(['--port', '7001', '--allowed-host', 'b'], environment)).toMatchObject({
    port: 7001,
    host: '127.0.0.1',
    allowedHosts: ['b'],
  })
})

test('an IPv6 address may stand in brackets', () => {
  expect(optionsOf(['--host', '[::1]']).host).toBe('::1')
})

test.each([
  [['--port', '65536'], '65536'],
  [['--port', '-1'], '-1'],
  [['--port', '80a'], '80a'],
  [['--port'], '--port needs'],
  [['--port', '--json'], '--port needs'],
  [['--port='], '--port needs'],
  [['--host', 'http://nas'], 'http://nas'],
  [['--allowed-host', 'nas/x'], 'nas/x'],
  [['--token', ''], '--token needs'],
  [['--turbo'], '--turbo'],
  [['-x'], '-x'],
  [['start'], 'start'],
  [['--json=yes'], 'yes'],
])('%j is refused in one sentence that names it', (args, named) => {
  const parsed = parse(args)
  expect(parsed.kind).toBe('refused')
  if (parsed.kind !== 'refused') return
  expect(parsed.message).toContain(named)
  expect(parsed.message).toMatch(/^[^.]*(\.[^ ][^.]*)*\.$/)
})

test('a bad variable is named', () => {
  expect(parse([], { STAFFEL_OPEN: 'perhaps' })).toEqual({
    kind: 'refused',
    message: 'STAFFEL_OPEN must be 1 or 0, not “perhaps”.',
  })
})

test('a bad token is refused without being repeated', () => {
  const parsed = parse(['--token', 'two words'])
  expect(parsed).toMatchObject({ kind: 'refused' })
  expect(JSON.stringify(parsed)).not.toContain('two words')
})

test('help names every option', () => {
  const parsed = parse(['--help', '--port', 'wrong'])
  expect(parsed.kind).toBe('help')
  if (parsed.kind !== 'help') return
  for (const name of ['host', 'port', 'data-dir', 'download-dir', 'token', 'allowed-host', 'allow-dir', 'open', 'json', 'help']) {
    expect(parsed.text).toContain(`--${name}`)
  }
})

test('the ready line has two exact forms', () => {
  const facts = { url: 'http://127.0.0.1:6880', token: 'abc', pid: 123 }
  expect(readyLine(facts, false)).toBe('Staffel is listening on http://127.0.0.1:6880/?token=abc')
  expect(readyLine(facts, true)).toBe('{"event":"ready","url":"http://127.0.0.1:6880","token":"abc","pid":123}')
  expect(readyLine({ ...facts, token: 'a&b#c' }, false)).toMatch(/\?token=a%26b%23c$/)
})
