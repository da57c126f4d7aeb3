import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { nodeConfigStore } from '../../../src/main/adapters/node-config'
import type { OpenedConfig } from '../../../src/main/adapters/node-config-core'
import { readConfigFile, readSettingsText, type Beside } from '../../../src/main/adapters/node-config-yaml'
import type { LoadedConfig } from '../../../src/main/ports/config-store'
import { KINDS } from '../config/manifests'

const PACK = (id: string, query = 'x{$selector}'): string => `id: ${id}\nneeds: [x]\npanels:\n  - id: mine\n    title: Mine\n    unit: count\n    lines:\n      - query: '${query}'\n`
const inline = (pack: string): string => `packs:\n  - ${pack.trim().split('\n').join('\n    ')}\n`
const problems = (text: string, beside?: Beside): readonly string[] => {
  const result = readConfigFile(text, KINDS, beside)
  return result.ok ? [] : result.problems.map((p) => `${p.file ?? ''}:${p.line}:${p.column} ${p.path} ${p.reason}`)
}
const packs = (text: string, beside?: Beside): readonly string[] => { const result = readConfigFile(text, KINDS, beside); return result.ok ? result.config.packs.map((p) => p.id) : [] }

describe('packs in a configuration', () => {
  test.each([
    [inline(PACK('Mine')), ':2:9 packs[0].id must be small letters, digits and dashes, a letter first'],
    [inline(PACK('mine').replace('needs: [x]', 'needs: ["x y"]')), ':3:13 packs[0].needs[0] must be a metric, or one with labels such as requests_total{code|status}'],
    [inline(PACK('mine').replace('    title: Mine\n', '')), ':5:9 packs[0].panels[0].title is needed'],
    [inline(PACK('mine').replace('unit: count', 'unit: secs')), ':7:15 packs[0].panels[0].unit must be one of ratio, per-second, seconds, bytes, bytes-per-second, count, cores, none'],
    [inline(PACK('mine').replace('unit: count', 'unit: count\n    unti: count')), ':8:9 packs[0].panels[0].unti is not a known key; did you mean unit?'],
    [inline(PACK('mine', 'sum(x{$selector}')), ':9:20 packs[0].panels[0].lines[0].query is not PromQL: it cannot be read at "…"'],
    [inline(PACK('mine', 'x{$selector} ) by')), ':9:20 packs[0].panels[0].lines[0].query is not PromQL: it cannot be read at ") by"'],
    [inline(PACK('mine', 'sum(x{$selectr})')), ':9:20 packs[0].panels[0].lines[0].query $selectr is neither a part of this pack nor $selector, $by or $window'],
    [inline(PACK('mine')) + inline(PACK('mine')).replace('packs:\n', ''), ':10:9 packs[1].id two packs have the id "mine"'],
    ['services:\n  - name: a\n    panels:\n      - {id: b, title: B, unit: count, lines: [{query: "sum("}]}\n', ':4:56 services[0].panels[0].lines[0].query is not PromQL: it cannot be read at "…"'],
    ['sources: [{name: Prom, kind: prometheus, url: http://p:9090}]\nservices:\n  - name: a\n    panels:\n      - {id: b, title: B, unit: count, source: prom, lines: [{query: up}]}\n      - {id: c, title: C, unit: count, source: Far, lines: [{query: up}]}\n', ':6:48 services[0].panels[1].source no source of this file is named "Far"'],
    [inline(PACK('mine').replace('unit: count', 'unit: count\n    source: prom')), ':8:9 packs[0].panels[0].source is not a known key'],
    ['ownPanels: []\n', ':1:1 ownPanels is for each person to decide, in Settings']
  ])('%# is refused with its place', (text, problem) => {
    expect(problems(text)).toEqual([problem])
  })

  test('one whose words Garda has needs no title, and a $ in quotes is a value', () => {
    const text = inline(PACK('mine', 'label_replace(x{$selector}, "a", "$1", "b", "(.*)$")').replace('id: mine\n    title: Mine', 'id: http-latency'))
    expect([problems(text), packs(text)]).toEqual([[], ['mine']])
  })

  test('may be in files beside it, and what is wrong with those is told by their name', () => {
    const files: Readonly<Record<string, string>> = { 'good.yaml': PACK('good'), 'bad.yaml': PACK('bad', 'sum('), 'text.yaml': 'a: [', 'again.json': JSON.stringify({ id: 'good', needs: ['x'] }) }
    const beside: Beside = (name) => { const text = files[name]; return text === undefined ? { ok: false, reason: 'the file cannot be found' } : { ok: true, text } }
    expect(packs('packFiles: [good.yaml]\n', beside)).toEqual(['good'])
    expect(problems('packFiles:\n  - good.yaml\n  - bad.yaml\n  - none.yaml\n  - again.json\n', beside)).toEqual([
      'bad.yaml:8:16 panels[0].lines[0].query is not PromQL: it cannot be read at "…"',
      ':4:5 packFiles[2] cannot be taken: the file cannot be found',
      'again.json:1:7 id two packs have the id "good"'
    ])
    expect(problems('packFiles: [text.yaml]\n', beside).map((p) => p.split(' ')[0])).toEqual(['text.yaml:1:5'])
  })

  test('a person’s own settings name no files', () => {
    const result = readSettingsText('{"version": 1, "packFiles": ["a.yaml"]}')
    expect(result.ok ? [] : result.problems.map((p) => `${p.path} ${p.reason}`)).toEqual(['packFiles[0] may stand in a file given by --config only'])
  })
})

describe('the files beside the provisioning file', () => {
  let root: string
  const stores: OpenedConfig[] = []
  beforeEach(() => { root = mkdtempSync(join(tmpdir(), 'garda-packs-')); mkdirSync(join(root, 'packs')) })
  afterEach(() => { for (const { store } of stores.splice(0)) store.dispose(); rmSync(root, { recursive: true, force: true }) })
  const start = (): OpenedConfig => {
    const opened = nodeConfigStore({ folder: join(root, 'data'), file: join(root, 'garda.yaml'), kinds: KINDS, now: () => 0, log: { write: () => undefined }, pace: { debounceMs: 20, pollMs: 100 } })
    stores.push(opened)
    return opened
  }
  const next = ({ store }: OpenedConfig): Promise<LoadedConfig> => new Promise((resolve) => { const end = store.onChange((loaded) => { end(); resolve(loaded) }) })
  const write = (name: string, text: string): void => { writeFileSync(join(root, name), text) }
  const queries = (loaded: LoadedConfig): readonly string[] => loaded.config.packs.flatMap((p) => p.panels.flatMap((panel) => panel.lines.map((line) => line.query)))

  test('are watched with it: a good change is taken, a bad one refused with its place while the last good one stays', async () => {
    write('garda.yaml', 'packFiles: [packs/mine.yaml]\n')
    write('packs/mine.yaml', PACK('mine', 'x{$selector}'))
    const opened = start()
    expect([opened.refused, queries(opened.store.read())]).toEqual([null, ['x{$selector}']])
    const changed = next(opened)
    write('packs/mine.yaml', PACK('mine', 'y{$selector}'))
    expect(queries(await changed)).toEqual(['y{$selector}'])
    const refused = next(opened)
    write('packs/mine.yaml', PACK('mine', 'y{$selector'))
    const loaded = await refused
    expect([queries(loaded), loaded.notices.map((n) => [n.code, n.values['file'], n.values['line']])]).toEqual([['y{$selector}'], [['config-refused', 'packs/mine.yaml', 8]]])
  })

  test('that are broken at the next start cost their graphs and nothing else', () => {
    write('garda.yaml', 'packFiles: [packs/mine.yaml]\nservices: [{name: a}]\n')
    write('packs/mine.yaml', PACK('mine'))
    expect(start().refused).toBe(null)
    write('packs/mine.yaml', 'id: [')
    const { store, refused } = start()
    expect([store.read().config.services.map((s) => s.name), store.read().config.packs, refused?.split(' ')[0]]).toEqual([['a'], [], 'packs/mine.yaml:1:6:'])
  })
})
