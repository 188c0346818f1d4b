import { describe, expect, it } from 'vitest'
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
