import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { interpolateQuery, interpolateText, namesIn, type Chosen, type Scope } from '@shared/grafana/interpolate'
import { ALL, type Variable, type VariableSource } from '@shared/grafana/model'
import { resolveVariables, type Answers } from '@shared/grafana/resolve'
import { ownNames, promDuration, roundStep, stepMs, stepsFor } from '@shared/grafana/times'
import { optionsOf, seriesText, variableQuery, type VariableQuery } from '@shared/grafana/variable-query'

const one = (value: string, over: Partial<Chosen> = {}): Chosen => ({ values: [value], texts: [value], raw: null, many: false, literal: true, ...over })
const many = (...values: string[]): Chosen => ({ values, texts: values, raw: null, many: true, literal: true })
const HOUR = { from: 0, to: 3_600_000 }
const scope = (variables: Readonly<Record<string, Chosen>>): Scope => ({ variables: new Map(Object.entries(variables)), own: ownNames(HOUR, stepsFor(HOUR, 600, null)) })
const query = (text: string, variables: Readonly<Record<string, Chosen>>): string => interpolateQuery(text, scope(variables)).text

describe('a query written out', () => {
  test('every way to name a variable, and what nothing stands for', () => {
    expect(interpolateQuery('up{a="$a",b="${a}",c="[[a]]",d="${a:raw}",e="$a_b",f="${gone}"}[$__interval]', scope({ a: one('x') })))
      .toEqual({ text: 'up{a="x",b="x",c="x",d="x",e="$a_b",f="${gone}"}[15s]', missing: ['a_b', 'gone'], cutAt: null })
    expect(namesIn('$a ${b:csv} [[c]] ${d.text} $a')).toEqual(['a', 'b', 'c', 'd'])
  })

  test('values of labels are escaped for the string they stand in', () => {
    const value = 'a"b\\c\'d`'
    expect([query('x{l="$v"}', { v: one(value) }), query("x{l='$v'}", { v: one(value) }), query('x{l=`$v`}', { v: one('a"\\') }), query('x{l="$v"}', { v: one('[a-z]+\\\\.x', { literal: false }) })])
      .toEqual(['x{l="a\\"b\\\\c\'d`"}', "x{l='a\"b\\\\c\\'d`'}", 'x{l=`a"\\`}', 'x{l="[a-z]+\\\\.x"}'])
  })

  test('what stands in a comment opens no string', () => {
    expect([query('# it\'s "all\nup{a="$v"}', { v: one('x"y') }), query('up{a="#"} + up{a="$v"}', { v: one('x"y') }), query("up # $v's\n+ up{a='$v'}", { v: one("x\n'y") })])
      .toEqual(['# it\'s "all\nup{a="x\\"y"}', 'up{a="#"} + up{a="x\\"y"}', "up # x 'y's\n+ up{a='x\\n\\'y'}"])
  })

  test('values that can be several are patterns of themselves, joined', () => {
    expect([query('up{i=~"$i"}', { i: many('a.b:9100') }), query('up{i=~"$i"}', { i: many('a.b', 'c(d)|e', 'f"g') }), query('up{i=~`$i`}', { i: many('a.b', 'c') }), query('up{i=~"$i"}', { i: { ...many('a', 'b'), raw: '.*' } }), query('up{i=~"${i:regex}"}', { i: one('a.b') })])
      .toEqual(['up{i=~"a\\\\.b:9100"}', 'up{i=~"(a\\\\.b|c\\\\(d\\\\)\\\\|e|f\\"g)"}', 'up{i=~`(a\\.b|c)`}', 'up{i=~".*"}', 'up{i=~"a\\\\.b"}'])
  })

  test('formats', () => {
    const v = { v: many('a.b', "c'd") }
    expect(['regex', 'pipe', 'csv', 'raw', 'glob', 'json', 'singlequote', 'doublequote', 'percentencode', 'text', 'odd'].map((format) => query(`\${v:${format}}`, v)))
      .toEqual(["(a\\.b|c'd)", "a.b|c'd", "a.b,c'd", "a.b,c'd", "{a.b,c'd}", '["a.b","c\'d"]', "'a.b','c\\'d'", '"a.b","c\'d"', "a.b%2Cc'd", "a.b + c'd", "a.b,c'd"])
    expect(query('${v:csv} ${v:text}', { v: { ...many('a', 'b'), raw: '.*', texts: ['All'] } })).toBe('.* All')
  })

  test('steps and spans', () => {
    expect(query('$__interval ${__interval_ms} [[__rate_interval]] $__range $__range_s $__from $__to', {})).toBe('15s 15000 1m 1h 3600 0 3600000')
    const week = { from: 0, to: 7 * 86_400_000 }
    expect([stepsFor(week, 600, null), stepsFor({ from: 0, to: 900_000 }, 900, 5_000), stepsFor(week, 0, 60_000), roundStep(61_000), roundStep(1e15), ['30s', '1m', '>10s', '1h 30m', '', 'x', '0s'].map(stepMs), [15_000, 90_000, 3_600_000, 172_800_000, 1_500, 0].map(promDuration)])
      .toEqual([{ interval: 1_200_000, rateInterval: 1_215_000 }, { interval: 5_000, rateInterval: 20_000 }, { interval: 604_800_000, rateInterval: 604_860_000 }, 120_000, 2_592_000_000, [30_000, 60_000, 10_000, 5_400_000, null, null, null], ['15s', '90s', '1h', '2d', '1500ms', '1ms']])
  })

  test('names of Grafana’s own in what a person wrote as a value', () => {
    const own = (value: string, over: Partial<Chosen> = {}): Chosen => one(value, { literal: false, ...over })
    expect([
      query('rate(x[$r])', { r: own('$__rate_interval') }), query('rate(x[$r])', { r: own('${__interval}') }), query('x{i=~"$r"}', { r: { ...many('$__interval', 'a.b'), literal: false } }),
      query('x[$r]', { r: { ...many('5m'), literal: false, raw: '$__range' } }), query('x[${r:csv}]', { r: own('$__rate_interval') }),
      // what came from a source is a label's value, whatever it looks like, and another variable is not looked for
      query('x{l="$v"}', { v: one('$__interval') }), query('x{l="$v"}', { v: own('$other') })
    ]).toEqual(['rate(x[1m])', 'rate(x[15s])', 'x{i=~"(15s|a\\\\.b)"}', 'x[1h]', 'x[1m]', 'x{l="$__interval"}', 'x{l="$other"}'])
    expect(interpolateQuery('x[$r]', scope({ r: own('$__odd') }))).toEqual({ text: 'x[$__odd]', missing: ['__odd'], cutAt: null })
  })

  test('the ends of the range as dates', () => {
    const at = { variables: new Map<string, Chosen>(), own: ownNames({ from: 1_500, to: 1_700_000_000_499 }, stepsFor(HOUR, 600, null)) }
    const ways = ['${__from}', '${__to:date}', '${__to:date:iso}', '${__from:date:seconds}', '${__to:date:seconds}', '${__to:date:YYYY-MM}', '${__interval:date}'].map((text) => interpolateQuery(text, at))
    expect(ways.map(({ text }) => text)).toEqual(['1500', '2023-11-14T22:13:20.499Z', '2023-11-14T22:13:20.499Z', '2', '1700000000', '${__to:date:YYYY-MM}', '15s'])
    expect([ways.flatMap(({ missing }) => missing), interpolateText('until ${__to:date:seconds}', at).text]).toEqual([['__to:date:YYYY-MM'], 'until 1700000000'])
  })

  test('whatever a person wrote: no name of Grafana’s own is left without being said', () => {
    const names = [...ownNames(HOUR, stepsFor(HOUR, 600, null)).keys(), '__odd']
    const part = fc.oneof(fc.constantFrom(...names).map((name) => `$${name}`), fc.constantFrom(...names).map((name) => `\${${name}}`), fc.constantFrom('5m', ' + ', '"', '#'))
    fc.assert(fc.property(fc.array(part, { maxLength: 5 }), fc.boolean(), (parts, several) => {
      const { text, missing } = interpolateQuery('x[$r]', scope({ r: one(parts.join(' '), { literal: false, many: several }) }))
      expect([missing, namesIn(text.replaceAll('\\', '')).filter((name) => name.startsWith('__'))]).toEqual(parts.some((p) => p.includes('__odd')) ? [['__odd'], ['__odd']] : [[], []])
    }))
  })

  test('a title for people', () => {
    expect(interpolateText('$v of ${v:csv}, $gone', scope({ v: { ...many('a', 'b'), texts: ['A', 'B'] } }))).toEqual({ text: 'A + B of a,b, $gone', missing: ['gone'], cutAt: null })
  })
})

describe('the query of a variable', () => {
  test('is one of a few', () => {
    expect(['label_values(up{a=~"x, y"}, job)', 'label_values(job)', ' label_names() ', 'label_names(up)', 'metrics(node_.*)', 'metrics("x")', 'query_result(topk(3, up))', 'up{job="x"}', 'select 1', 'label_values(up, "job")'].map(variableQuery)).toEqual([
      { what: 'values', label: 'job', match: 'up{a=~"x, y"}' }, { what: 'values', label: 'job', match: null }, { what: 'names', match: null }, { what: 'names', match: 'up' }, { what: 'metrics', regex: 'node_.*' }, { what: 'metrics', regex: 'x' },
      { what: 'result', expression: 'topk(3, up)' }, { what: 'series', match: 'up{job="x"}' }, null, null
    ])
    expect(seriesText({ __name__: 'up', a: 'x"y', b: '' })).toBe('up{a="x\\"y",b=""}')
  })

  test('options are cut out, put in order, and come once', () => {
    const names = ['b10:90', 'b9:90', 'A1:90', 'b9:91']
    const values = (regex: string, sort: 0 | 1 | 2 | 3 | 4 | 5 | 7 | 8): readonly string[] => optionsOf('v', names, regex, sort).options.map((o) => o.value)
    expect([values('', 0), values('/(.*):/', 1), values('/(.*):/', 2), values('/(.*):/', 3), values('/(.*):/', 4), values('/(.*):/', 5), values('/(.*):/', 7), values('/(.*):/', 8), values('b.*:90', 0), values('/^b/', 0)]).toEqual([
      names, ['A1', 'b10', 'b9'], ['b9', 'b10', 'A1'], ['A1', 'b9', 'b10'], ['b10', 'b9', 'A1'], ['A1', 'b10', 'b9'], ['A1', 'b9', 'b10'], ['b10', 'b9', 'A1'], ['b10:90', 'b9:90'], ['b10:90', 'b9:90', 'b9:91']
    ])
    expect(optionsOf('v', ['x|1', 'y|2'], '/(?<text>[^|]+)\\|(?<value>\\d)/', 0).options).toEqual([{ text: 'x', value: '1' }, { text: 'y', value: '2' }])
    const wrong = 'The regular expression of “v” cannot be used, and nothing is left out'
    expect([optionsOf('v', ['lo', 'eth0', 'veth1'], '/^(?!lo|veth).*$/', 1), optionsOf('v', ['prod-db', 'staging-db'], '/^(?!staging)(.*)-db$/', 1)]).toEqual([{ options: [{ text: 'eth0', value: 'eth0' }], problem: null }, { options: [{ text: 'prod', value: 'prod' }], problem: null }])
    expect([optionsOf('v', ['lo', 'eth0'], '/^(?=(lo)).*$/', 1), optionsOf('v', ['a'], '/(/', 0)]).toEqual([
      { options: [{ text: 'eth0', value: 'eth0' }, { text: 'lo', value: 'lo' }], problem: `${wrong}: it cuts out of what it looks ahead or behind at` }, { options: [{ text: 'a', value: 'a' }], problem: `${wrong}: it is not one` }
    ])
    const long = Array.from({ length: 200 }, (_, i) => `${i} ${'a'.repeat(1_900)}`)
    expect(optionsOf('v', long, '/(.?){400}#/', 0)).toEqual({ options: long.map((value) => ({ text: value, value })), problem: `${wrong}: it takes too long on so many values` })
  })

  test('a value that would keep another engine busy for ever is cut out like any other', () => {
    const hostile = 'a'.repeat(120)
    expect([optionsOf('v', [hostile, `${hostile}b`], '/a*a*a*a*a*a*b/', 0), optionsOf('v', [hostile.slice(40), 'xaaaaaab#c'], '/.*a.*a.*a.*a.*a.*(a.*)#/', 0)]).toEqual([
      { options: [{ text: `${hostile}b`, value: `${hostile}b` }], problem: null }, { options: [{ text: 'ab', value: 'ab' }], problem: null }
    ])
  })
})

const variable = (name: string, source: VariableSource, over: Partial<Variable> = {}): Variable => ({ name, label: name, hide: 'no', multi: false, all: false, allValue: null, saved: [], source, ...over })
const asks = (query: string, regex = ''): VariableSource => ({ kind: 'query', query, regex, sort: 0 })

const resolved = async (variables: readonly Variable[], picks: Readonly<Record<string, readonly string[]>> = {}, answer: (query: VariableQuery) => Answers = () => ({ ok: true, values: ['a', 'b'] })) => {
  const asked: VariableQuery[] = []
  const list = await resolveVariables({ variables, picks, span: { from: 0, to: 3_600_000 }, source: 'prom', ask: async (query) => { asked.push(query); return answer(query) } })
  return { asked, list, brief: list.map((r) => [r.variable.name, r.picked, r.chosen.values, r.problem] as const) }
}

describe('variables together', () => {
  test('a rate in their queries looks back over four samples of the source, or over a minute where nobody says', async () => {
    const asked: VariableQuery[] = []
    const rates = [variable('busy', asks('query_result(rate(x[$__rate_interval]))'))]
    for (const scrapeMs of [60_000, null]) await resolveVariables({ variables: rates, picks: {}, span: HOUR, source: 'prom', scrapeMs, ask: async (query) => { asked.push(query); return { ok: true, values: [] } } })
    expect(asked).toEqual([{ what: 'result', expression: 'rate(x[4m])' }, { what: 'result', expression: 'rate(x[1m])' }])
  })

  test('one that depends on another waits for it, whatever their order', async () => {
    const { asked, brief } = await resolved([variable('pod', asks('label_values(up{svc=~"$svc",env="$env"}, pod)')), variable('svc', asks('label_values(up{env="$env"}, svc)'), { multi: true, all: true, saved: [ALL] }), variable('env', { kind: 'custom', options: [{ text: 'P', value: 'prod' }] })])
    expect(asked).toEqual([{ what: 'values', label: 'svc', match: 'up{env="prod"}' }, { what: 'values', label: 'pod', match: 'up{svc=~"(a|b)",env="prod"}' }])
    expect(brief).toEqual([['pod', ['a'], ['a'], null], ['svc', [ALL], ['a', 'b'], null], ['env', ['prod'], ['prod'], null]])
  })

  test('a circle is named, what was saved stands, and the rest goes on', async () => {
    const { asked, brief } = await resolved([variable('a', asks('label_values(x{b="$b"}, a)'), { saved: ['kept'] }), variable('b', asks('label_values(x{c="${c}"}, b)')), variable('c', asks('label_values(x, c)', '/[[a]]/')), variable('self', asks('label_values(up{self="$self"}, self)')), variable('free', asks('label_values(free)'))])
    const circle = 'Variables depend on each other in a circle: $a → $b → $c → $a.'
    expect(brief).toEqual([['a', ['kept'], ['kept'], circle], ['b', [], [], circle], ['c', [], [], circle], ['self', [], [], 'Variables depend on each other in a circle: $self → $self.'], ['free', ['a'], ['a'], null]])
    expect(asked).toEqual([{ what: 'values', label: 'free', match: null }])
  })

  test('what is picked goes before what was saved, of what there is', async () => {
    const list = [variable('x', asks('label_values(x)'), { multi: true, saved: ['b'] })]
    expect([(await resolved(list)).brief[0]![1], (await resolved(list, { x: ['a', 'gone'] })).brief[0]![1], (await resolved(list, { x: ['gone'] })).brief[0]![1], (await resolved([variable('x', asks('label_values(x)'), { all: true, allValue: '.+' })])).list[0]!.chosen])
      .toEqual([['b'], ['a'], ['b'], { values: ['a', 'b'], texts: ['All'], raw: '.+', many: true, literal: true }])
  })

  test('an answer that fails, a query that is none and a variable that is missing are said; what was saved stands', async () => {
    const { brief } = await resolved([variable('x', asks('label_values(x)'), { saved: ['old'] }), variable('y', asks('drop table')), variable('z', asks('label_values(up{a="$gone"}, z)'))], {}, () => ({ ok: false, reason: 'no answer' }))
    expect(brief).toEqual([['x', ['old'], ['old'], 'no answer'], ['y', [], [], 'The query of “y” is not known: drop table'], ['z', [], [], 'No variable of this name: $gone.']])
  })

  test('the other kinds', async () => {
    const interval: VariableSource = { kind: 'interval', options: [{ text: '1m', value: '1m' }], auto: { count: 30, min: '10s' } }
    const { list } = await resolved([variable('i', interval, { saved: ['$__auto_interval_i'] }), variable('j', interval, { saved: ['1m'] }), variable('c', { kind: 'constant', value: '42' }), variable('t', { kind: 'textbox', value: 'error' }), variable('d', { kind: 'datasource', plugin: 'prometheus', regex: '' }), variable('n', { kind: 'nothing', reason: 'not shown' })], { t: ['warn'], c: ['43'] })
    expect(list.map((r) => [r.variable.name, r.picked, r.options.map((o) => o.value), r.problem])).toEqual([['i', ['$__auto'], ['$__auto', '1m'], null], ['j', ['1m'], ['$__auto', '1m'], null], ['c', ['42'], ['42'], null], ['t', ['warn'], ['warn'], null], ['d', ['prom'], ['prom'], null], ['n', [], [], 'not shown']])
  })
  test('an interval that is chosen by the range follows it, also where a listed one is the same', async () => {
    const step: VariableSource = { kind: 'interval', options: [{ text: '15m', value: '15m' }, { text: '1m', value: '1m' }], auto: { count: 30, min: '10s' } }
    const HOURS = 3_600_000
    const at = async (hours: number, pick: string | null, saved: readonly string[] = ['1m']): Promise<unknown> => {
      const [one] = await resolveVariables({ variables: [variable('i', step, { saved })], picks: pick === null ? {} : { i: [pick] }, span: { from: 0, to: hours * HOURS }, source: 'prom', ask: async () => ({ ok: true, values: [] }) })
      return [one!.picked, one!.chosen.values, one!.chosen.texts]
    }
    const [auto] = (await resolveVariables({ variables: [variable('i', step)], picks: {}, span: { from: 0, to: 6 * HOURS }, source: 'prom', ask: async () => ({ ok: true, values: [] }) }))[0]!.options
    expect([await at(6, auto!.value), await at(168, auto!.value), await at(6, '15m'), await at(168, '15m')]).toEqual([
      [['$__auto'], ['15m'], ['auto']], [['$__auto'], ['6h'], ['auto']], [['15m'], ['15m'], ['15m']], [['15m'], ['15m'], ['15m']]
    ])
    expect(await Promise.all([['$__auto_interval_i'], ['$__auto'], ['auto']].map((saved) => at(168, null, saved)))).toEqual(new Array(3).fill([['$__auto'], ['6h'], ['auto']]))
    const [plain] = await resolveVariables({ variables: [variable('i', { kind: 'interval', options: [{ text: '1m', value: '1m' }], auto: null }, { saved: ['$__auto_interval_i'] })], picks: {}, span: { from: 0, to: HOURS }, source: 'prom', ask: async () => ({ ok: true, values: [] }) })
    expect([plain!.picked, plain!.chosen.values]).toEqual([['1m'], ['1m']])
  })
})
