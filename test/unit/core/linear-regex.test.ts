import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileRegex } from '@shared/domain/linear-regex'
import { searching } from '@shared/domain/linear-search'

const matches = (pattern: string, text: string): boolean | string => {
  const compiled = compileRegex(pattern)
  return compiled.ok ? compiled.test(text) : compiled.problem
}

/** Patterns that JavaScript and Alertmanager read alike. */
const atom = fc.oneof(
  fc.constantFrom('a', 'b', '-', '.', '\\d', '\\w', '\\s', '\\.', '[ab]', '[^a]', '[a-c1-3]', '[\\d-]', '\\b', '^', '$'),
)
const pattern = fc.letrec<{ any: string; some: string; one: string }>((tie) => ({
  any: fc.array(tie('some'), { minLength: 1, maxLength: 3 }).map((list) => list.join('|')),
  some: fc.array(tie('one'), { maxLength: 4 }).map((list) => list.join('')),
  one: fc.oneof({ depthSize: 'small' }, atom, fc.tuple(fc.oneof(fc.constantFrom('a', '[ab]', '.', '\\d'), tie('any').map((inner) => `(?:${inner})`)), fc.constantFrom('*', '+', '?', '{2}', '{1,}', '{0,2}', '*?', '')).map(([what, times]) => what + times))
})).any
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', '-', '.', ' ', '\n', 'é'), maxLength: 8 })

describe('a linear regular expression', () => {
  it('matches whole texts as the language’s own does', () => {
    fc.assert(fc.property(pattern, text, (p, value) => { expect(matches(p, value)).toBe(new RegExp(`^(?:${p})$`, 'u').test(value)) }), { numRuns: 3_000 })
  })
  it('is anchored at both ends, each branch of it', () => {
    expect([matches('web', 'web-1'), matches('web|db', 'web-1'), matches('web|db', 'db'), matches('web.*', 'web-1'), matches('', ''), matches('', 'x'), matches('.', '\n'), matches('(?s).', '\n')])
      .toEqual([false, false, true, true, true, false, false, true])
  })
  it('knows the dialect of Alertmanager', () => {
    const cases: readonly (readonly [string, string, boolean])[] = [
      ['(?i)WEB-\\d+', 'web-12', true], ['a(?i)b', 'aB', true], ['(?i:a)b', 'AB', false], ['(?P<name>x)y', 'xy', true], ['[[:alpha:]]+', 'abc', true], ['[[:^digit:]]', '1', false],
      ['\\pL+', 'æøå', true], ['\\p{Greek}', 'λ', true], ['\\P{Greek}', 'λ', false], ['\\x41\\x{1F600}', 'A😀', true], ['.', '😀', true], ['\\Qa.b\\E+', 'a.b+', false], ['\\Qa.b*\\E', 'a.b*', true],
      ['a{,2}', 'a{,2}', true], ['x{', 'x{', true], ['[]a]', ']', true], ['[a-]', '-', true], ['\\Aab\\z', 'ab', true], ['(?i)[^a]', 'A', false], ['(?m)a$\\nb', 'a\nb', true]
    ]
    expect(cases.map(([p, value]) => [p, value, matches(p, value)])).toEqual(cases)
  })
  it('says what is wrong, and where', () => {
    const wrong = (p: string): unknown => { const c = compileRegex(p); return c.ok ? 'fine' : [c.problem, c.at] }
    expect(['(a', 'a)', '[a', '*', 'a**', 'a{3,1}', 'a{1001}', '\\y', '(?=a)', '(?<!a)', '[z-a]', '(?x)', 'a'.repeat(1_001), '((a{99}){99}){99}', '\\p{Nonsense}', '\\'].map(wrong)).toEqual([
      ['group', 0], ['paren', 1], ['class', 0], ['repeat', 0], ['nested', 2], ['count', 1], ['count', 1], ['escape', 0], ['look', 0], ['look', 0], ['range', 0], ['flag', 0], ['long', 1_000], ['big', 0], ['escape', 0], ['escape', 0]
    ])
  })
  it('never throws, whatever is typed', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...Array.from('ab(){}[]*+?|\\^$.-1,:=!<>Pix')), maxLength: 30 }), text, (p, value) => { expect(['boolean', 'string']).toContain(typeof matches(p, value)) }), { numRuns: 3_000 })
  })
  it('takes steps in proportion to the text where others hang', () => {
    expect(['(a+)+b', '(a|a)*b', '(a|aa)+b', '(.*)*(.*)*(.*)*b', '(a*)*b'].map((p) => matches(p, 'a'.repeat(5_000)))).toEqual([false, false, false, false, false])
  })
  it('is refused where it repeats nothing without end', () => {
    expect(matches('(?:(?:(?:){1000}){1000}){1000}', 'a')).toBe('big')
  })
})

/** The first match as the language's own finds it. */
const found = (p: string, value: string): unknown => {
  const read = searching(p)
  const match = read.ok ? read.search(value, { left: Infinity }) : null
  return match && [match.text, ...match.groups]
}

describe('a linear search', () => {
  it('finds what the language’s own finds, with its groups', () => {
    // of what repeats nothing, engines of both kinds choose differently
    const part = fc.tuple(fc.constantFrom('a', '[ab]', '.', '\\d', '[^a]'), fc.constantFrom('', '*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}', '{0,2}?')).map((pair) => pair.join(''))
    const some = fc.array(fc.oneof(part, fc.constantFrom('\\b', '^', '$')), { maxLength: 3 }).map((list) => list.join(''))
    const group = fc.tuple(fc.constantFrom('(', '(?:'), fc.array(some, { minLength: 1, maxLength: 3 })).map(([open, list]) => `${open}${list.join('|')})`)
    fc.assert(fc.property(fc.array(fc.oneof(some, group), { minLength: 1, maxLength: 4 }), text, (parts, value) => {
      const own = new RegExp(parts.join(''), 'u').exec(value)
      expect(found(parts.join(''), value)).toEqual(own && [...own])
    }), { numRuns: 3_000 })
  })
  /** Patterns that look ahead and behind, also inside each other and inside what is repeated. */
  const looking = fc.letrec<{ any: string; some: string; one: string }>((tie) => ({
    any: fc.array(tie('some'), { minLength: 1, maxLength: 2 }).map((list) => list.join('|')),
    some: fc.array(tie('one'), { minLength: 1, maxLength: 4 }).map((list) => list.join('')),
    one: fc.oneof({ depthSize: 'small' },
      fc.tuple(fc.constantFrom('a', 'b', '[ab]', '.', '\\d', '[^a]'), fc.constantFrom('', '', '*', '+', '?', '*?', '{2}')).map((pair) => pair.join('')), fc.constantFrom('\\b', '^', '$'),
      fc.tuple(fc.constantFrom('(?!', '(?=', '(?<!', '(?<=', '(?:'), tie('any')).map(([open, inner]) => `${open}${inner})`))
  })).any
  it('looks ahead and behind as the language’s own does', () => {
    fc.assert(fc.property(looking, text, (p, value) => {
      const own = new RegExp(p, 'u').exec(value)
      expect(found(p, value)).toEqual(own && [...own])
    }), { numRuns: 5_000 })
  })
  it('keeps the groups beside what it looks at, and has none of what must not stand there', () => {
    const cases: readonly (readonly [string, string])[] = [['^(?!lo|veth)(.*)$', 'eth0'], ['^(?!lo|veth)(.*)$', 'veth0'], ['(?!(a))(.)(b)?', 'ab'], ['(?<!-)(\\w+)(?=:9100$)', 'web-1:9100'], ['^((?!prod).)*$', 'staging'], ['^((?!prod).)*$', 'my-prod-1'], ['(?i)^(?!LO).*', 'lo'], ['(?<=é)😀(?!😀)', 'é😀'], ['(a)(?=b*$)', 'abb']]
    expect(cases.map(([p, value]) => found(p, value))).toEqual(cases.map(([p, value]) => { const own = (p.startsWith('(?i)') ? new RegExp(p.slice(4), 'iu') : new RegExp(p, 'u')).exec(value); return own && [...own] }))
  })
  it('does not look at what it would have to cut out there, and is refused where its looks grow too large', () => {
    const why = (p: string): unknown => { const read = searching(p); return read.ok || read.problem }
    expect(['(?=(a))', '(?<=x(?<name>a))', '(?!(?=(a)))', '(?!(a))', '(?!a', '(?!a{999})'.repeat(5), '(?!(?:(?:){999}){999})'].map(why)).toEqual(['look', 'look', 'look', true, 'group', 'big', 'big'])
  })
  it('takes steps in proportion to the text, however much it looks', () => {
    for (const p of ['^(?!.*(a+)+b)', '(?=(?:a|aa)+b)', '(?:(?!a*a*b)a)*b', '(?<!b(?:a|a)*)(?<!b.*)#', '(?:(?=.*(?!.*#)a)a)*b']) {
      const taken = [100, 1_000].map((length) => { const work = { left: 1_000_000 }; const read = searching(p); if (read.ok) read.search('a'.repeat(length), work); return 1_000_000 - work.left })
      expect([p, taken[1]! / taken[0]! < 11, taken[1]! < 100_000]).toEqual([p, true, true])
    }
  })
  it('prefers as it is told, and knows groups by their names', () => {
    expect([found('a+?', 'aaa'), found('(a*?)(a*)', 'aa'), found('(a|ab)(c|bcd)', 'abcd'), found('x(y)?', 'axb'), found('(b{1,2}?)(b?)', 'bbb'), found('é(.)', 'aé😀b')])
      .toEqual([['a'], ['aa', '', 'aa'], ['abcd', 'a', 'bcd'], ['x', undefined], ['bb', 'b', 'b'], ['é😀', '😀']])
    const read = searching('(?<name>\\w+)=(?P<value>\\d+)(?<none>x)?')
    expect(read.ok && read.search('a=1', { left: Infinity })).toEqual({ text: 'a=1', groups: ['a', '1', undefined], named: new Map([['name', 'a'], ['value', '1'], ['none', undefined]]) })
  })
})
