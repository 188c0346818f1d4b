import { describe, expect, test } from 'vitest'
import { recogniseCookies } from '../../../../src-main/sessions/import/recognise.ts'
import { newJobSchema } from '../../../../src-preload/contract/index.ts'

const nowMs = Date.UTC(2026, 10, 22)

function read(text: string) {
  const recognised = recogniseCookies(text, null, nowMs)
  expect(recognised.format).toBe('curl')
  const { request } = recognised
  if (request !== null) expect(newJobSchema.safeParse({ urls: [request.url], headers: request.headers }).error).toBeUndefined()
  return recognised
}

const pairs = (text: string) => read(text).cookies.map(({ name, value }) => `${name}=${value}`)
const reasons = (text: string) => read(text).problems.map(({ name, reason }) => [name, reason])

describe('a command as a browser copies it', () => {
  test('for bash gives address, headers and cookies, with quotes for what is not plain', () => {
    const text = String.raw`curl 'https://media.example/files/a%20b.iso?x=1&y=[2]' \
  --globoff \
  -H 'accept: */*' \
  -b 'sid=v1; theme=it'\''s' \
  -H $'sec-ch-ua: "Not\u0021A;Brand";v="24", \'x\'' \
  -H 'user-agent: Mozilla/5.0 (X11; Linux x86_64)' \
  --compressed`
    const { request, cookies, problems } = read(text)
    expect(request).toEqual({
      url: 'https://media.example/files/a%20b.iso?x=1&y=[2]',
      method: 'GET',
      headers: {
        accept: '*/*',
        'sec-ch-ua': `"Not!A;Brand";v="24", 'x'`,
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64)',
      },
      credential: null,
    })
    expect(cookies).toMatchObject([
      { name: 'sid', value: 'v1', domain: 'media.example', secure: true, hostOnly: true },
      { name: 'theme', value: "it's" },
    ])
    expect(problems).toEqual([])
  })

  test('for Windows gives the same, carets and doubled escapes taken away', () => {
    const text = [
      'curl ^"https://media.example/a^?x=^%^20^&y=1^" ^',
      '  -H ^"accept: */*^" ^',
      '  -b ^"sid=v1; path=C:^\\^\\x^" ^',
      '  -H ^"sec-ch-ua: ^\\^"Not^!A;Brand^\\^";v=^\\^"24^\\^"^" ^',
      '  --compressed',
    ].join('\r\n')
    const { request, problems } = read(text)
    expect(request?.url).toBe('https://media.example/a?x=%20&y=1')
    expect(request?.headers).toEqual({ accept: '*/*', 'sec-ch-ua': '"Not!A;Brand";v="24"' })
    // As curl gets it: the browser doubles each backslash, and Windows halves those before a quote alone.
    expect(pairs(text)).toEqual(['sid=v1', 'path=C:\\\\x'])
    expect(problems).toEqual([])
  })

  test('for Windows keeps what plain quotes hold, and reads two quotes in them as one', () => {
    expect(read('curl ^\r\n "https://media.example/?a=^b&c=d" -A "say ""hi"" \\"there\\""').request).toMatchObject({
      url: 'https://media.example/?a=^b&c=d',
      headers: { 'User-Agent': 'say "hi" "there"' },
    })
  })

  test('from Firefox loses what Staffel sets itself, without a word about it', () => {
    const { request, problems } = read(
      "curl 'https://media.example/' -H 'Accept-Encoding: gzip, br' -H 'Connection: keep-alive' -H 'Cookie: sid=v1' -H 'DNT: 1'",
    )
    expect(request?.headers).toEqual({ DNT: '1' })
    expect(problems).toEqual([])
  })
})

describe('words', () => {
  test('are those that bash makes', () => {
    const agent = (word: string) => read(`curl media.example -A ${word}`).request?.headers['User-Agent']
    expect(agent(String.raw`a\ b`)).toBe('a b')
    expect(agent(`'a'"b"c`)).toBe('abc')
    expect(agent(String.raw`"a\"b\\c\d"`)).toBe(String.raw`a"b\c\d`)
    expect(agent(String.raw`$'\x41\102\u00e9\xc3\xa9\t|\ud83d\ude00'`)).toBe('ABéé\t|😀')
    expect(agent('$"plain"')).toBe('plain')
    expect(agent('a#b # a comment')).toBe('a#b')
    expect(agent('"a\\\nb"')).toBe('ab')
  })

  test('go on in the next line behind a backslash, blanks behind it or not, and before an option', () => {
    for (const joint of ['\\\n', '\\\r\n', '\\  \n', '\n']) expect(pairs(`curl media.example ${joint} -b a=b`)).toEqual(['a=b'])
  })

  test('of a prompt and a path before curl are left out', () => {
    for (const start of ['$ curl', 'me@host:~$ curl', '> curl.exe', 'PS C:\\> curl', '/usr/bin/curl', '\n\n  curl']) {
      expect(pairs(`${start} media.example -b a=b`)).toEqual(['a=b'])
    }
  })

  test('behind the end of the command are not read, and that is told', () => {
    expect(reasons('curl media.example -s | tar x')).toEqual([['|', 'moreCommands']])
    expect(reasons('curl media.example; curl other.example')).toEqual([[';', 'moreCommands']])
    expect(reasons('curl media.example\ncurl other.example')).toEqual([[null, 'moreCommands']])
    expect(reasons('curl ^"http://media.example^" &\r\ncurl ^"http://other.example^"')).toEqual([['&', 'moreCommands']])
    expect(reasons('curl media.example 2>/dev/null')).toEqual([['>', 'moreCommands']])
    expect(reasons('curl media.example --next other.example')).toEqual([['--next', 'moreCommands']])
    expect(reasons('curl media.example ;\n')).toEqual([])
  })

  test('that the shell would fill in are told, with their line', () => {
    expect(read('curl media.example \\\n -H "X-Key: $KEY" -A \'$no\' -e "\\$no"').problems).toEqual([
      { line: 2, name: null, reason: 'unexpanded' },
    ])
  })

  test('with a quote that never ends are not used', () => {
    const { request, cookies, problems } = read("curl http://media.example \\\n -b 'a=b")
    expect([request, cookies]).toEqual([null, []])
    expect(problems[0]).toEqual({ line: 2, name: null, reason: 'openQuote' })
  })
})

describe('options', () => {
  test('are read in each of their forms', () => {
    for (const form of [
      '-b a=b',
      '-ba=b',
      '--cookie a=b',
      '--cookie=a=b',
      '-sSLb a=b',
      "-H 'cookie: a=b'",
      "--header='Cookie: a=b'",
    ]) {
      expect([form, pairs(`curl media.example ${form}`)]).toEqual([form, ['a=b']])
    }
  })

  test('that mean what Staffel does anyway are taken; what has no effect here is named', () => {
    expect(reasons('curl -sSL --compressed -f -g -v media.example')).toEqual([])
    expect(reasons('curl media.example -k -x proxy:8080 -o out --no-keepalive -O -m 5')).toEqual([
      ['-k', 'noEffect'],
      ['-x', 'noEffect'],
      ['-o', 'noEffect'],
      ['--no-keepalive', 'noEffect'],
      ['-O', 'noEffect'],
      ['-m', 'noEffect'],
    ])
  })

  test('that nobody knows are named, and what may be their value is no address', () => {
    const { request, problems } = read('curl --brand-new value https://media.example/ --other')
    expect(request?.url).toBe('https://media.example/')
    expect(problems.map(({ name, reason }) => [name, reason])).toEqual([
      ['--brand-new', 'unknownOption'],
      ['--other', 'unknownOption'],
    ])
  })

  test('that send a body make it no download, but its cookies can be used', () => {
    for (const option of ['-d a=1', '--data-raw x', '-F a=b', '--json {}', '-T file', '--data-urlencode a=b']) {
      const { request, cookies, problems } = read(`curl http://media.example ${option} -b a=b`)
      expect([option, request, cookies.length]).toEqual([option, null, 1])
      expect(problems).toMatchObject([{ reason: 'sendsBody', name: option.split(' ')[0] }])
    }
  })

  test('that ask for another method make it no download', () => {
    expect(read('curl media.example -X post').request).toBeNull()
    expect(reasons('curl media.example -X post')).toEqual([['POST', 'otherMethod']])
    expect(read('curl media.example -XGET').request?.method).toBe('GET')
    expect(read('curl -I media.example').request?.method).toBe('HEAD')
  })

  test('that put data into the address do so', () => {
    const url = (options: string) => read(`curl 'http://media.example/a?x=1' ${options}`).request?.url
    expect(url('-G -d a=1 -d b=2')).toBe('http://media.example/a?x=1&a=1&b=2')
    expect(url(`--get --data-urlencode 'q=a b&c' --data-urlencode '=d e'`)).toBe('http://media.example/a?x=1&q=a%20b%26c&d%20e')
    expect(url('--url-query a=1')).toBe('http://media.example/a?x=1&a=1')
    expect(reasons('curl -G -d @file media.example')).toEqual([['-d', 'fromFile']])
  })

  test('that name files are told: none is read', () => {
    expect(reasons('curl media.example -b jar.txt -H @headers -K config')).toEqual([
      ['-K', 'fromFile'],
      ['-b', 'fromFile'],
      ['-H', 'fromFile'],
    ])
  })
})

describe('headers', () => {
  test('may be empty, may come again, and are left out where curl would not send them', () => {
    expect(read(`curl media.example -H 'X-Empty;' -H 'Accept:' -H 'X: 1' -H 'x: 2'`).request?.headers).toEqual({
      'X-Empty': '',
      X: '1, 2',
    })
  })

  test('that would change what is asked for are named', () => {
    expect(reasons(`curl media.example -H 'Range: bytes=1-' -H 'If-None-Match: "x"' -H 'Host: other'`)).toEqual([
      ['Range', 'ownHeader'],
      ['If-None-Match', 'ownHeader'],
      ['Host', 'ownHeader'],
    ])
  })

  test('that are none are named, by what stands for their name', () => {
    expect(reasons(`curl media.example -H nonsense -H 'a b: c' -H $'X: a\\nb' -H 'X;a'`)).toEqual([
      [null, 'badHeader'],
      ['a b', 'badHeader'],
      ['X', 'badHeader'],
      ['X', 'badHeader'],
    ])
  })
})

describe('credentials', () => {
  const credential = (options: string) => read(`curl ${options}`).request?.credential

  test('come from -u, from the address, or are a token', () => {
    const basic = { host: 'media.example:8080', scheme: 'basic', username: 'ann', secret: 'p:w' }
    expect(credential('-u ann:p:w http://media.example:8080/a')).toEqual(basic)
    expect(credential('http://ann:p%3Aw@media.example:8080/a')).toEqual(basic)
    expect(credential('-u ann:p:w http://bob:x@media.example:8080/a')).toEqual(basic)
    expect(credential('--digest -u ann:p:w http://media.example:8080/a')).toEqual({ ...basic, scheme: 'digest' })
    expect(credential('--anyauth -u ann:p:w http://media.example:8080/a')).toEqual({ ...basic, scheme: 'automatic' })
    expect(credential('--oauth2-bearer t0k http://media.example:8080/a')).toEqual({
      ...basic,
      scheme: 'bearer',
      username: '',
      secret: 't0k',
    })
  })

  test('leave the address', () => {
    expect(read('curl http://ann:pw@media.example/a').request?.url).toBe('http://media.example/a')
  })

  test('without a password, or of a way to sign in that there is not, are named', () => {
    expect(reasons('curl -u ann media.example')).toEqual([['-u', 'noPassword']])
    expect(reasons('curl --ntlm -u ann:pw media.example')).toEqual([['--ntlm', 'otherSignIn']])
  })
})

describe('the address', () => {
  test('is http where it does not say, and the first of several', () => {
    expect(read('curl media.example/a').request?.url).toBe('http://media.example/a')
    const { request, problems } = read('curl http://media.example/a http://other.example/b --url http://third.example')
    expect(request?.url).toBe('http://media.example/a')
    expect(problems.map(({ name, reason }) => [name, reason])).toEqual([
      ['other.example', 'moreUrls'],
      ['third.example', 'moreUrls'],
    ])
  })

  test('that is missing or not of the web is named, and the cookies wait for a host', () => {
    expect(reasons('curl -b a=b')).toEqual([
      [null, 'noUrl'],
      [null, 'noHost'],
    ])
    expect(reasons('curl ftp://media.example/a')).toEqual([[null, 'badUrl']])
  })
})

test('no problem repeats a value', () => {
  const text = `curl http://user:S3CRET@media.example/ -u 'S3CRET' -H 'S3CRET' -b S3CRET -x S3CRET --wrong=S3CRET -H 'X: S3\\nCRET' "S3CRET`
  expect(JSON.stringify(read(text).problems)).not.toContain('S3')
  expect(JSON.stringify(read(`${text}"`).problems)).not.toContain('S3CRET')
})
