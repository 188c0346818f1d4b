import { describe, expect, it } from 'vitest'
import { episodeErrorCodes, sourceProblems } from '../../../src-preload/contract/index.ts'
import { feedErrorText, subscribeProblemText } from '../../../src-renderer/features/subscriptions/feed-error-text.ts'
import { createI18n } from '../../../src-renderer/state/i18n.ts'
import { fieldsOfRule, ruleOfFields, ruleOfFilter } from '../../../src-renderer/state/subscription-rule.ts'

describe('the rule of a subscription', () => {
  it.each(['en', 'de'])('is the same again after it was shown and nothing was changed, in %s', (locale) => {
    const rule = {
      text: 'talk',
      expression: 's\\d+',
      kinds: ['audio', 'video'] as ('audio' | 'video')[],
      extensions: ['mp3', 'm4a'],
      minSize: 1_500_000,
      maxSize: 2_000_000_000,
      newest: 3,
    }
    const { rule: again, wrong } = ruleOfFields(fieldsOfRule(rule, locale), rule, locale)
    expect(again).toEqual(rule)
    expect(wrong.size).toBe(0)
  })

  it('says nothing where nothing is filled in', () => {
    expect(ruleOfFields(fieldsOfRule({}, 'en'), {}, 'en').rule).toEqual({})
  })

  it('takes of a filter what can hold for episodes that are not there yet', () => {
    expect(ruleOfFilter({ text: 'talk', from: 3, to: 9, first: 2, isNew: true, newest: 5 })).toEqual({ text: 'talk', newest: 5 })
  })
})

describe('why a feed could not be checked', () => {
  const { t } = createI18n('de')
  const text = (key: Parameters<typeof t>[0], values = {}) => t(key, values)

  it.each(episodeErrorCodes)('is told for %s, with and without its values', (code) => {
    const statuses = [403, 404, 410, 418, 429, 503].map((status) => ({ host: 'feeds.example', status }))
    for (const params of [{}, { host: '' }, ...statuses, ...sourceProblems.map((reason) => ({ reason }))]) {
      const { what, help } = feedErrorText(text, { code, params })
      for (const words of [what, help]) expect(words).toMatch(/^\S.*[.]$/)
      for (const words of [what, help]) expect(words).not.toMatch(/[{}]|errors:|subscriptions:|undefined/)
    }
  })

  it('speaks of the feed, not of a file, where its server says no', () => {
    for (const status of [403, 404, 410, 503]) {
      const { what, help } = feedErrorText(text, { code: 'HTTP_STATUS', params: { host: 'feeds.example', status } })
      expect(what).toContain('feeds.example')
      expect(`${what} ${help}`).not.toMatch(/Datei|wiederholen/)
    }
  })

  it('is told as well where it was to be subscribed to', () => {
    const failure = { code: 'HTTP_STATUS', params: { host: 'feeds.example', status: 404 } }
    const unreadable = { code: 'SOURCE_UNREADABLE', params: { reason: 'failed', failure } } as const
    expect(subscribeProblemText(text, unreadable)).toBe('feeds.example hat diesen Feed nicht (404).')
    const exists = { code: 'CONFLICT', params: { subscriptionId: 'a' } } as const
    const tooMany = { code: 'CONFLICT', params: { maximum: 1_000 } } as const
    expect(subscribeProblemText(text, exists)).not.toBe(subscribeProblemText(text, tooMany))
  })
})
