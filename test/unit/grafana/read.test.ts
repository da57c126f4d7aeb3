import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Board, Tile } from '@shared/grafana/model'
import { readBoard, readBoardText } from '@shared/grafana/read'

const textOf = (name: string): string => readFileSync(new URL(`../../fixtures/grafana/${name}.json`, import.meta.url), 'utf8')
const boardOf = (name: string): Board => { const read = readBoardText(textOf(name)); if (!read.ok) throw new Error(read.reason); return read.board }
const tilesOf = (board: Board): readonly Tile[] => board.sections.flatMap((s) => s.tiles)
const brief = ({ title, show, cell: { x, y, w, h } }: Tile): readonly unknown[] => [title, show.as === 'nothing' ? show.reason : show.as, `${x},${y} ${w}x${h}`]
const wrong = (value: unknown): string => { const read = readBoard(value); return read.ok ? 'ok' : read.reason }

describe('every version', () => {
  test('14: rows with spans', () => {
    const board = boardOf('rows-14')
    const [errors, disk, text, traffic, table, list] = tilesOf(board)
    expect([board.schemaVersion, board.lookbackMs, board.notes, board.sections.map((s) => [s.title, s.collapsed, s.repeat])]).toEqual([14, 21_600_000, ['Annotations are not drawn: Deploys.', 'Links of the dashboard are not shown: Wiki.'], [['', false, null], ['Over time, $instance', true, 'instance']]])
    expect(tilesOf(board).map(brief)).toEqual([['Errors', 'stat', '0,0 6x4'], ['Disk', 'gauge', '6,0 6x4'], ['', 'text', '12,0 12x4'], ['Traffic', 'graph', '0,0 16x7'], ['Targets', 'table', '16,0 8x7'], ['Others', 'Garda has no panel of the kind “dashlist”.', '0,7 8x7']])
    expect([errors!.format, errors!.show]).toEqual([
      { unit: 'percentunit', decimals: 2, min: null, max: null, name: '', relative: false, steps: [{ from: -Infinity, severity: null }, { from: 0.01, severity: 'warning' }, { from: 0.05, severity: 'critical' }], mappings: [{ on: 'nothing', to: { text: 'N/A', severity: null, coloured: false } }, { on: 'nothing', to: { text: 'N/A', severity: null, coloured: false } }] },
      { as: 'stat', calc: 'lastNotNull', coloured: true, text: 'value', perRow: false, spark: true }
    ])
    expect([disk!.show, disk!.format.min, disk!.format.max, text!.show]).toEqual([{ as: 'gauge', calc: 'mean', coloured: true, text: 'value', perRow: false }, 0, 100, { as: 'text', mode: 'markdown', text: '## Shop\nSee the [runbook](https://wiki.example/shop).' }])
    expect([traffic!.show, traffic!.targets.map((x) => x.ref), traffic!.notes]).toEqual([
      { as: 'graph', stack: true, percent: false, limits: [{ value: 1000, severity: 'critical', side: 'above' }, { value: 10, severity: 'warning', side: 'below' }], negative: [{ by: 'regex', is: '/out/' }] }, ['A'],
      ['Its second axis is not drawn; all series share one.', 'Colours of its own are not used: colour means trouble here.', 'Gaps stay gaps: missing samples are not joined, and are not drawn as 0.', 'The alert “Traffic alert” that Grafana keeps here is not watched.']
    ])
    expect([table!.overrides, list!.targets]).toEqual([[{ match: { by: 'name', is: 'Time' }, hidden: true, negative: false, change: {} }, { match: { by: 'regex', is: '/Value/' }, hidden: false, negative: false, change: { unit: 's', decimals: 1, name: 'Up for' } }], []])
  })

  test('16: rows as panels, in the order of the screen, and nothing upon each other', () => {
    const board = boardOf('grid-16')
    expect(board.sections.map((s) => [s.title, s.collapsed, s.tiles.map(brief)])).toEqual([
      ['First', false, [['Left', 'graph', '0,0 12x8'], ['Right', 'graph', '12,0 12x8'], ['On top of left', 'graph', '6,8 12x4']]],
      ['Second', true, [['Inside', 'graph', '0,0 12x8']]]
    ])
    expect([tilesOf(board)[3]!.notes, new Set(tilesOf(board).map((x) => x.id)).size]).toEqual([['Its logarithmic axis is drawn linear.'], 4])
  })

  test('a row in a row: what lies in it stands under its own name', () => {
    const graph = (title: string): object => ({ type: 'graph', title, targets: [{ expr: 'up' }] })
    const read = readBoard({ panels: [{ type: 'row', title: 'outer', panels: [{ type: 'row', title: 'inner', panels: [graph('deep')] }, graph('near')] }] })
    expect(read.ok && read.board.sections.map((s) => [s.id, s.title, s.tiles.map((tile) => tile.title)])).toEqual([['row-0', 'outer', ['near']], ['row-0-1', 'inner', ['deep']]])
  })

  test('a library panel that is not in the file is named, also where the file holds an empty copy of it', () => {
    const reasons = (panel: object, elements: object): readonly unknown[] => {
      const read = readBoard({ panels: [panel], __elements: elements })
      return read.ok ? tilesOf(read.board).map(({ show }) => show) : [read.reason]
    }
    const library = { uid: 'a', name: 'Latency' }
    const named = [{ as: 'nothing', reason: 'It is the library panel “Latency”, which is kept in Grafana and not in this file.' }]
    expect([
      reasons({ type: '', libraryPanel: library }, { a: { model: { libraryPanel: library } } }), reasons({ type: 'library-panel-ref', libraryPanel: library }, {}), reasons({ libraryPanel: library }, {})
    ]).toEqual([named, named, named])
  })

  test('22: numbers, bars, heatmaps', () => {
    expect(tilesOf(boardOf('stat-22')).map((x) => [x.title, x.show, x.notes])).toEqual([
      ['Memory', { as: 'stat', calc: 'mean', coloured: false, text: 'value', perRow: false }, []],
      ['CPU', { as: 'gauge', calc: 'lastNotNull', coloured: true, text: 'value', perRow: false }, ['The value “stdDev” is not known; the last one is shown.']],
      ['Disks', { as: 'bars', calc: 'max', coloured: true, text: 'value', perRow: true }, ['All values of a series are not listed; each is shown by its last one.']],
      ['Old table', { as: 'table', columns: { hidden: [], names: {}, order: {} } }, []],
      ['Latency', { as: 'heatmap', buckets: true }, ['Drawn as p50, p90 and p99 of its buckets.']],
      ['Plain', { as: 'heatmap', buckets: false }, ['Drawn as lines instead of “heatmap”.']]
    ])
  })

  test('27: fields, overrides, mappings', () => {
    const [share, state, today, rows] = tilesOf(boardOf('fields-27'))
    expect([share!.show, share!.notes, share!.overrides, share!.targets.map((x) => x.interval)]).toEqual([
      { as: 'graph', stack: true, percent: true, negative: [{ by: 'regex', is: '/tx/' }], limits: [{ value: 0.7, severity: 'warning', side: 'above', inclusive: true }, { value: 0.9, severity: 'critical', side: 'above', inclusive: true }] },
      ['The unit “furlong” is not known; numbers are shown as they are.', 'Its second axis is not drawn; all series share one.', 'Overrides are not used: byValue.', 'It is not stacked to 100 %; the values themselves are shown.', 'Its logarithmic axis is drawn linear.', 'Gaps stay gaps: missing samples are not joined, and are not drawn as 0.', 'Series of another unit are drawn on the axis of the others: a (furlong).', 'Its own time (1h) is not used; it shows the time of the page.', 'Its links are not shown: More.'],
      [{ match: { by: 'name', is: 'a' }, change: { name: 'A of ${__field.labels.zone}', unit: 'furlong' }, hidden: false, negative: false }, { match: { by: 'regex', is: '/tx/' }, change: {}, hidden: false, negative: true, apart: false }, { match: { by: 'query', is: 'B' }, change: {}, hidden: true, negative: false }],
      ['30s', '']
    ])
    const to = (text: string, severity: 'critical' | null = null, coloured = false): object => ({ text, severity, coloured })
    expect([state!.format.steps, state!.format.mappings, today!.format.mappings]).toEqual([
      [{ from: -Infinity, severity: 'critical' }, { from: 1, severity: null }],
      [{ on: 'value', value: '1', to: to('up') }, { on: 'range', from: 2, until: 9, to: to('many') }, { on: 'nothing', value: 'null', to: to('gone') }],
      [{ on: 'value', value: '0', to: to('down', 'critical', true) }, { on: 'value', value: '1', to: to('up', null, true) }, { on: 'range', from: 2, until: Infinity, to: to('many') }, { on: 'regex', pattern: '^-', to: to('below') }, { on: 'nothing', to: to('none') }, { on: 'nan', to: to('none') }]
    ])
    expect([rows!.show, rows!.notes]).toEqual([{ as: 'table', columns: { hidden: ['Time', 'job'], names: { instance: 'Host' }, order: { instance: 1, Value: 0 } } }, ['Transformations are not made: groupBy.']])
  })

  test('36: library panels, sources, variables of every kind', () => {
    const board = boardOf('library-36')
    expect(tilesOf(board).map((x) => [x.title, x.show.as === 'nothing' ? x.show.reason : x.show.as, x.targets.map((y) => y.expression), x.notes])).toEqual([
      ['Shared title', 'graph', ['shared{env="$env"}'], []],
      ['Kept in Grafana', 'It is the library panel “Elsewhere”, which is kept in Grafana and not in this file.', [], []],
      ['Logs', 'It asks “loki”, and Garda asks Prometheus only.', [], []],
      ['Mixed', 'graph', ['up'], ['Queries of other sources are left out: B (loki).']],
      ['Pod $pod', 'stat', ['up{pod="$pod"}'], []]
    ])
    expect(board.variables.map((v) => [v.name, v.source, v.saved, v.hide])).toEqual([
      ['ds', { kind: 'datasource', plugin: 'prometheus', regex: '' }, [], 'no'],
      ['env', { kind: 'custom', options: [{ text: 'prod', value: 'production' }, { text: 'stage', value: 'staging' }, { text: 'a,b', value: 'a,b' }] }, ['staging'], 'no'],
      ['svc', { kind: 'query', query: 'label_values(up{env="$env"}, service)', regex: '', sort: 4 }, ['b'], 'no'],
      ['pod', { kind: 'query', query: 'query_result(topk(3, up{service=~"$svc"}))', regex: '/pod="(?<text>[^"]+)".* (?<value>[^ ]+) \\d+$/', sort: 0 }, [], 'label'],
      ['step', { kind: 'interval', options: [{ text: '1m', value: '1m' }, { text: '10m', value: '10m' }, { text: '1h', value: '1h' }], auto: { count: 50, min: '30s' } }, ['$__auto_interval_step'], 'no'],
      ['fixed', { kind: 'constant', value: '42' }, [], 'all'], ['words', { kind: 'textbox', value: 'error' }, [], 'no'],
      ['by', { kind: 'nothing', reason: 'Variables of the kind “adhoc” are not shown.' }, [], 'no'], ['logs', { kind: 'nothing', reason: 'It asks “loki”, and Garda asks Prometheus only.' }, [], 'no']
    ])
    expect([board.lookbackMs, board.sections[0]!.repeat, tilesOf(board)[4]!.repeat]).toEqual([null, 'svc', { variable: 'pod', direction: 'h', perRow: 2 }])
  })

  test('41: as the API gives it; what is not known is named, a broken panel takes no other with it', () => {
    const board = boardOf('api-41')
    expect([board.title, board.uid, board.lookbackMs, tilesOf(board).map((x) => [x.title, x.show.as === 'nothing' ? x.show.reason : x.show.as, x.notes])]).toEqual(['From the API', 'api41', 5_400_000, [
      ['Pie', 'bars', ['Drawn as bars instead of “piechart”.']], ['States', 'graph', ['Drawn as lines instead of “state-timeline”.']], ['Graph of nodes', 'Garda has no panel of the kind “nodeGraph”.', []],
      ['Logs', 'Garda has no panel of the kind “logs”.', []], ['Empty', 'It has no query.', []], ['Wrong', 'graph', ['Left out, for it could not be read: fieldConfig.defaults.decimals: number was expected.']],
      ['Broken', 'It could not be read: targets: array was expected.', []]
    ]])
  })

  test('a field of a wrong shape costs itself and says so; what a panel asks is never guessed', () => {
    const shown = (panel: object): unknown => { const read = readBoard({ panels: [panel] }); return read.ok ? tilesOf(read.board).map((x) => [x.show.as === 'nothing' ? x.show.reason : x.show.as, x.overrides.length, x.notes]) : read.reason }
    const left = (...reasons: readonly string[]): readonly string[] => reasons.map((reason) => `Left out, for it could not be read: ${reason}`)
    const up = { targets: [{ expr: 'up' }] }
    expect([
      shown({ type: 'singlestat', colors: 'green,red', ...up }), shown({ type: 'singlestat', gauge: { show: true, maxValue: false, minValue: 0 }, ...up }), shown({ type: 'graph', seriesOverrides: [[{ alias: 'a' }], { alias: 'b', transform: 'negative-Y' }], ...up }),
      shown({ type: 'timeseries', fieldConfig: { overrides: [{ properties: [] }, { matcher: { id: 'byName', options: 'a' }, properties: [{ id: 'unit', value: 's' }] }] }, ...up }),
      shown({ type: 'graph', targets: [{ expr: { text: 'up' } }] }), shown({ type: 'graph', links: Array.from({ length: 21 }, () => 1), ...up })
    ]).toEqual([
      [['stat', 0, left('colors: array was expected.')]], [['gauge', 0, left('gauge.maxValue: number | string was expected.')]], [['graph', 1, left('seriesOverrides[0]: object was expected.')]],
      [['graph', 1, [...left('fieldConfig.overrides[0].matcher: object was expected.'), 'Series of another unit are drawn on the axis of the others: a (s).']]],
      [['It could not be read: targets[0].expr: string | number | boolean was expected.', 0, []]], [['It could not be read: links[0]: object was expected.', 0, []]]
    ])
  })

  test('an override whose regular expression cannot be used is named; one that looks ahead is used', () => {
    const by = (options: string): object => ({ matcher: { id: 'byRegexp', options }, properties: [{ id: 'custom.transform', value: 'negative-Y' }] })
    const read = readBoard({ panels: [{ type: 'timeseries', targets: [{ expr: 'up' }], seriesOverrides: [{ alias: '/(/', transform: 'negative-Y' }], fieldConfig: { overrides: [by('/(a)\\1/'), by('/^(?!in).*/')] } }] })
    expect(read.ok && tilesOf(read.board).map((x) => x.notes)).toEqual([['The override for “/(a)\\1/” is not used: it refers back to what it found, which could take for ever.', 'The override for “/(/” is not used: it is not one.']])
  })

  test('newer and older ones say so', () => {
    const notes = (schemaVersion: number): unknown => { const read = readBoard({ title: 'x', schemaVersion, panels: [] }); return read.ok && read.board.notes }
    expect([notes(44), notes(9), notes(41), notes(14)]).toEqual([['It is of schema version 44; Garda knows them up to 41.'], ['It is of schema version 9; Garda knows them from 14 on.'], [], []])
  })
})

describe('what is no dashboard', () => {
  test('is refused with the name of what is wrong', () => {
    const circle: Record<string, unknown> = { panels: [] }
    circle['annotations'] = { list: [circle] }
    let deep: unknown = 1
    for (let i = 0; i < 5_000; i++) deep = { inner: deep }
    expect([
      wrong(null), wrong([]), wrong('x'), wrong({}), wrong({ panels: 'x' }), wrong({ panels: [1] }), wrong({ rows: [{ panels: {} }] }), wrong({ panels: [], templating: { list: [{ type: 'query' }] } }), wrong({ panels: [], schemaVersion: 'new' }),
      wrong({ panels: Array.from({ length: 1_001 }, () => ({ type: 'text' })) }), wrong(circle), wrong({ panels: [], deep }).slice(0, 40), wrong({ panels: [], more: Array.from({ length: 1_000_001 }, () => 1) }), wrong({ panels: [], templating: { list: Array.from({ length: 201 }, () => ({})) } }),
      wrong({ apiVersion: 'dashboard.grafana.app/v2beta1', spec: { elements: {}, layout: {} } })
    ]).toEqual([
      'This is no dashboard: $ must be an object.', 'This is no dashboard: $ must be an object.', 'This is no dashboard: $ must be an object.', 'This is no dashboard: it has neither panels nor rows.', 'panels: array was expected.', 'panels[0]: object was expected.', 'rows[0].panels: array was expected.',
      'templating.list[0].name: string was expected.', 'schemaVersion: number was expected.', 'It has 1,001 panels; up to 1,000 are read.', 'annotations.list[0] contains itself.', 'deep.inner.inner.inner.inner.inner.inner', 'It has more than 1,000,000 parts.', 'It has 201 variables; up to 200 are read.',
      'This dashboard is in Grafana’s new format (dashboard.grafana.app/v2beta1). Export it as “Classic” JSON, and it can be read.'
    ])
    const text = (given: string): string => { const read = readBoardText(given); return read.ok ? 'ok' : read.reason.slice(0, 60) }
    expect([text('{'), text(`"${'x'.repeat(8_000_001)}"`), text('\ufeff{"panels":[]}')]).toEqual([expect.stringMatching(/^This is not JSON: /), 'The file is 8.0 MB long; dashboards up to 8.0 MB are read.', 'ok'])
  })

  test('any JSON is a board or a reason, never an exception', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 6 }), fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 4 }), (whole, panel, variable) => {
      for (const value of [whole, { panels: [panel, { type: 'stat', targets: panel, fieldConfig: { defaults: variable } }], templating: { list: [variable] } }, { rows: [panel], templating: variable }]) {
        const read = readBoard(value)
        if (!read.ok && read.reason === '') return false
      }
      return true
    }))
  })

  test('no panel is lost whatever its parts are', () => {
    const part = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom('stat', 'graph', 'row', 'text', 'table', 'heatmap'))
    const panel = fc.record({ type: part, title: part, gridPos: part, targets: part, options: part, fieldConfig: part, libraryPanel: part, repeat: part }, { requiredKeys: [] })
    fc.assert(fc.property(fc.array(panel, { maxLength: 12 }), (panels) => {
      const read = readBoard({ panels })
      return !read.ok || tilesOf(read.board).length === panels.filter((p) => p.type !== 'row').length
    }))
  })

  test('hostile texts are only texts', () => {
    const board = boardOf('hostile')
    expect([board.variables.map((v) => v.name), tilesOf(board).map((x) => [x.show.as, x.cell])]).toEqual([['__proto__', 'v'], [
      ['text', { x: 0, y: 0, w: 12, h: 8 }], ['nothing', { x: 0, y: 8, w: 12, h: 8 }], ['stat', { x: 0, y: 16, w: 12, h: 8 }], ['text', { x: 0, y: 24, w: 24, h: 60 }]
    ]])
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
  })
})

describe('what Grafana shows otherwise', () => {
  const shown = (panel: object) => { const read = readBoard({ schemaVersion: 39, panels: [{ targets: [{ expr: 'x' }], ...panel }] }); return read.ok ? tilesOf(read.board)[0]! : null }
  test('series that have an axis of another unit there are named; those of the same one, and hidden ones, are not', () => {
    const override = (matcher: object, ...properties: readonly object[]): object => ({ matcher, properties })
    const tile = shown({ type: 'timeseries', fieldConfig: { defaults: { unit: 's' }, overrides: [
      override({ id: 'byName', options: 'requests' }, { id: 'unit', value: 'reqps' }), override({ id: 'byRegexp', options: '/mem.*/' }, { id: 'unit', value: 'bytes' }),
      override({ id: 'byName', options: 'slow' }, { id: 'unit', value: 'ms' }), override({ id: 'byName', options: 'gone' }, { id: 'unit', value: 'bytes' }, { id: 'custom.hideFrom', value: { viz: true } })
    ] } })
    expect(tile?.notes).toEqual(['Series of another unit are drawn on the axis of the others: requests (reqps), /mem.*/ (bytes).'])
  })
  test('a number has its small line where Grafana draws one', () => {
    const spark = (panel: object): unknown => { const show = shown(panel)?.show; return show?.as === 'stat' || show?.as === 'gauge' ? [show.as, show.spark ?? false] : null }
    expect([{ type: 'stat', options: { graphMode: 'area' } }, { type: 'stat', options: { graphMode: 'none' } }, { type: 'singlestat', sparkline: { show: true } }, { type: 'singlestat', sparkline: { show: false } }, { type: 'gauge', options: { graphMode: 'area' } }].map(spark))
      .toEqual([['stat', true], ['stat', false], ['stat', true], ['stat', false], ['gauge', false]])
  })
})
