import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Alert } from '@shared/domain/alert'
import { labelsOf } from '@shared/domain/labels'
import type { Matcher } from '@shared/domain/silence'
import { compileFilter, parseFilter, printFilter, printMatcher, valueTest } from '../../../../src/renderer/features/alerts/filter'
import { anAlert } from '../../../builders'

const matcher = (name: string, sign: string, value: string): Matcher => ({ name, value, isEqual: !sign.startsWith('!'), isRegex: sign.endsWith('~') })
const seen = (): boolean => false
const keeps = (typed: string, alert: Alert, unseen: (a: Alert) => boolean = seen): boolean => compileFilter(parseFilter(typed), unseen)(alert)
const labelled = (labels: Readonly<Record<string, string>>): Alert => anAlert({ labels: labelsOf(Object.entries({ alertname: 'PodSlow', ...labels })) })

const texts = fc.string({ unit: fc.oneof(fc.constantFrom('a', 'b', ' ', ',', '"', '\\', '{', '}', '=', '!', '~', '\n', '@', '.', ':', '-'), fc.string({ minLength: 1, maxLength: 1 })), maxLength: 12 })
const literal = texts.map((value) => value.replace(/[^\p{L}\p{N} ]/gu, (c) => (c === '\n' ? '\\n' : `\\x{${c.codePointAt(0)!.toString(16)}}`)))
const someMatcher: fc.Arbitrary<Matcher> = fc.oneof(
  fc.record({ name: texts, value: texts, isEqual: fc.boolean(), isRegex: fc.constant(false) }),
  fc.record({ name: texts, value: literal, isEqual: fc.boolean(), isRegex: fc.constant(true) })
)

describe('a filter', () => {
  it('is read from what was typed', () => {
    expect(parseFilter('severity=critical  service!=ads, pod=~"web-.*" zone!~eu-(a|b){1,3} slow "two words"')).toEqual({
      matchers: [matcher('severity', '=', 'critical'), matcher('service', '!=', 'ads'), matcher('pod', '=~', 'web-.*'), matcher('zone', '!~', 'eu-(a|b){1,3}')], words: ['slow', 'two words'], problem: null
    })
  })
  it('is read from a pasted selector, too', () => {
    expect(parseFilter('{alertname="Pod slow",pod=~web-\\d+,"utf-8 näme"="\\"x\\"\\n"}')).toEqual({
      matchers: [matcher('alertname', '=', 'Pod slow'), matcher('pod', '=~', 'web-\\d+'), matcher('utf-8 näme', '=', '"x"\n')], words: [], problem: null
    })
  })
  it('prints as what reads the same', () => {
    fc.assert(fc.property(fc.array(someMatcher, { maxLength: 4 }), fc.array(texts.filter((w) => w !== ''), { maxLength: 4 }), (matchers, words) => {
      expect(parseFilter(printFilter({ matchers, words }))).toEqual({ matchers, words, problem: null })
    }), { numRuns: 2_000 })
  })
  it('never throws, whatever is typed', () => {
    fc.assert(fc.property(fc.oneof(texts, fc.string()), (typed) => { expect(Array.isArray(parseFilter(typed).words)).toBe(true) }), { numRuns: 2_000 })
  })
  it('says what cannot be read', () => {
    expect(['pod=~web(', 'a="b', 'x'.repeat(2_001)].map((typed) => parseFilter(typed).problem)).toEqual([{ code: 'regex', problem: 'group', at: 3, name: 'pod' }, { code: 'quote' }, { code: 'long' }])
  })
  it('prints short where short is clear', () => {
    expect([printMatcher(matcher('pod', '=~', 'web-.*')), printMatcher(matcher('env', '!=', 'prod'))]).toEqual(['pod=~"web-.*"', 'env!=prod'])
  })
})

describe('a matcher', () => {
  it('matches whole values, as Alertmanager does', () => {
    fc.assert(fc.property(fc.constantFrom('web', 'web.*', 'a|b', '', '.+', '.*', '[a-c]+-\\d'), fc.constantFrom('=', '!=', '=~', '!~'), fc.constantFrom('web', 'web-1', 'xweb', 'a', 'ab', '', 'b-1'), (wanted, sign, value) => {
      const equal = sign.endsWith('~') ? new RegExp(`^(?:${wanted})$`).test(value) : value === wanted
      expect(valueTest(matcher('x', sign, wanted))(value)).toBe(sign.startsWith('!') ? !equal : equal)
    }))
  })
  it('takes a missing label for an empty one', () => {
    const alert = labelled({ zone: 'a' })
    expect(['pod=', 'pod!=', 'pod=~.*', 'pod=~.+', 'pod!~.+', 'pod!=x', 'zone='].map((typed) => keeps(typed, alert))).toEqual([true, false, true, false, true, true, false])
  })
  it('reads own labels only, however they are named', () => {
    expect([keeps('constructor=', labelled({})), keeps('__proto__=x', labelled({ ['__proto__']: 'x' }))]).toEqual([true, true])
  })
  it('knows what Garda itself reads by names with @', () => {
    const alert = anAlert({ severity: 'warning', held: { by: 'Mira', since: 0, source: 'am' } })
    expect(['@severity=warning', '@state=firing', '@service=checkout', '@environment=production', '@held=~Mi.*', '@held='].map((typed) => keeps(typed, alert))).toEqual([true, true, true, true, true, false])
  })
  it('never hides what cannot be seen by its severity', () => {
    const info = labelled({ severity: 'info' })
    const unread = anAlert({ labels: info.labels, severity: 'unknown' })
    expect([keeps('severity=critical', info), keeps('severity=critical', unread), keeps('severity=critical', info, () => true), keeps('service=other', unread)]).toEqual([false, true, true, false])
  })
})

describe('words', () => {
  it('must all be in name, sentence or labels, in any case', () => {
    const alert = anAlert({ labels: labelsOf([['alertname', 'HighErrorRatio'], ['pod', 'Web-7']]), annotations: labelsOf([['summary', 'Readers see failures']]) })
    expect(['error readers', 'POD=web', '"pod=web-7"', 'error nobody', ''].map((typed) => keeps(typed, alert))).toEqual([true, false, true, false, true])
  })
})
