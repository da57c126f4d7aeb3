import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { servicePanelSchema, type ServicePanel } from '@shared/config/packs'
import { shownPanel } from '@shared/config/panel'
import { configSchema, type Config, type ConfigInput } from '@shared/config/schema'
import { createPanels } from '../../../src/main/app/panels'
import type { Instance } from '../../../src/main/app/instances'
import { SourceFailure } from '../../../src/main/ports/failure'
import type { ServiceRef } from '../../../src/main/ports/source-kind'
import { aPanelData, aService, aServiceSighting, aSource, aState, NOW, someAges } from '../../builders'

const panel = (id: string, over: Partial<ServicePanel> = {}): ServicePanel => servicePanelSchema.parse({ id, title: id, unit: 'count', lines: [{ query: 'x{$selector}' }], ...over })
const PACKS = [panel('requests'), panel('errors')]

/** Two Prometheus servers, of which `prom` sees the service in production and `far` that of staging; `other` sees none. What each is asked is kept. */
const start = (given: ConfigInput = {}) => {
  const asked: string[] = []
  const makeInstance = (name: string): Instance => ({
    setup: { id: name, name }, source: { id: name }, context: () => ({}),
    kind: {
      panels: async (_: unknown, { panels = [], alone }: ServiceRef) =>
        [...panels, ...(alone === true ? [] : PACKS.filter((pack) => !panels.some((one) => one.id === pack.id)))].map((one) => shownPanel(one, name, one.lines[0]!.query)),
      series: async (_: unknown, ref: ServiceRef, { panel: id }: { readonly panel: string }) => {
        asked.push(`${name}: ${id} of ${JSON.stringify(ref.labels)}${ref.alone === true ? ' alone' : ''}`)
        return aPanelData({ panel: id, source: name })
      }
    }
  }) as unknown as Instance
  const instances = Object.fromEntries(['prom', 'far', 'other'].map((name) => [name, makeInstance(name)]))
  const see = (source: string) => ({ seenBy: [{ source, lastSampleAt: null, fresh: true }] })
  const state = aState({ services: [aService({ name: 'api', ...see('prom') }), aService({ name: 'api', environment: 'staging', ...see('far') }), aService({ name: 'lost', seenBy: [] })] })
  let config: Config = configSchema.parse({ sources: ['prom', 'far', 'other'].map((name) => ({ name, kind: 'prometheus', url: `http://${name}` })), ...given })
  const commands = createPanels({
    engine: { state: () => state, now: () => NOW, instance: (id) => instances[id], sighting: (_, name, environment) => aServiceSighting({ name, labels: { service: name, env: environment } }) },
    config: () => config, change: (edit) => { config = edit(config); return { ok: true, reason: '' } }, ask: (instance, use) => use(instance.context(new AbortController().signal))
  })
  const ids = async (service = 'production/api') => (await commands.panels(service)).panels.map((one) => `${one.id} ${one.source}${one.own ? ` ${one.own}` : ''}`)
  const series = async (id: string, service = 'production/api') => {
    const answer = await commands.series({ service, panel: id, from: NOW - 1, to: NOW, width: 100 })
    return answer.ok ? asked.at(-1) : answer.failure.values['detail']
  }
  return { commands, ids, series, config: () => config }
}
const own = (...panels: readonly ServicePanel[]): ConfigInput => ({ ownPanels: [{ service: 'api', environment: 'production', panels: [...panels] }] })

describe('the graphs of a service', () => {
  it('are the declared ones, then those of packs, then a person’s own', async () => {
    const it = start({ ...own(panel('mine', { source: 'prom' })), services: [{ name: 'api', panels: [panel('declared')] }] })
    expect([await it.ids(), await it.series('mine'), (await it.commands.panels('production/api')).labels]).toEqual([
      ['declared prom', 'requests prom', 'errors prom', 'mine prom anywhere'], 'prom: mine of {"service":"api","env":"production"}', { prom: { service: 'api', env: 'production' } }
    ])
  })

  it('hide no declared one behind a person’s own, which does take the place of a pack’s', async () => {
    const it = start({ ...own(panel('errors', { source: 'other', lines: [{ query: 'up' }] }), panel('declared')), services: [{ name: 'api', panels: [panel('declared')] }] })
    expect([await it.ids(), await it.series('errors'), await it.series('declared-2')]).toEqual([
      ['declared prom', 'requests prom', 'errors other here', 'declared-2 prom anywhere'],
      'other: errors of {"service":"api","env":"production"} alone', 'prom: declared-2 of {"service":"api","env":"production"}'
    ])
    expect(await it.commands.removePanel({ service: 'production/api', panel: 'declared-2' })).toEqual({ ok: true, reason: '' })
    expect(it.config().ownPanels[0]?.panels.map((one) => one.id)).toEqual(['errors'])
  })

  it('stay and say so when their source is gone', async () => {
    const it = start(own(panel('mine', { source: 'Gone' })))
    expect([await it.ids(), await it.series('mine')]).toEqual([['requests prom', 'errors prom', 'mine gone anywhere'], 'no source named "Gone" can be asked; it was removed, renamed or switched off'])
    const lost = start({ ownPanels: [{ service: 'lost', environment: 'production', panels: [panel('mine', { source: 'other' })] }] })
    expect([await lost.ids('production/lost'), await lost.series('mine', 'production/lost')]).toEqual([['mine other anywhere'], 'no source sees this service, so it is not known what to ask for'])
  })

  it('that are a person’s own are asked of another environment when all they ask for is the service', async () => {
    const it = start(own(panel('mine', { source: 'prom' }), panel('fixed', { lines: [{ query: 'x{$selector} / on() up{job="api"}' }] })))
    expect([await it.ids(), await it.series('mine', 'staging/api'), await it.series('fixed', 'staging/api')]).toEqual([
      ['requests prom', 'errors prom', 'mine prom anywhere', 'fixed prom here'], 'far: mine of {"service":"api","env":"staging"} alone', 'this graph does not exist for the service any more'
    ])
  })
})

describe('where a source cannot be asked', () => {
  const DOWN = { code: 'timeout', values: { seconds: 10 } }
  const LABELS = { service: 'api', env: 'production' }
  const ids = (answer: Awaited<ReturnType<ReturnType<typeof createPanels>['panels']>>) => ({ ...answer, panels: answer.panels.map((one) => `${one.id} ${one.source}`) })
  /** A service that all of these see; each has graphs of its own, and `both`. */
  const seenBy = (names: readonly string[], silent: readonly string[] = []) => {
    const down = new Set<string>()
    let given: ConfigInput = {}
    const makeInstance = (name: string): Instance => ({
      setup: { id: name, name }, source: { id: name }, context: () => ({}),
      kind: {
        panels: async (_: unknown, { panels = [] }: ServiceRef) => {
          if (down.has(name)) throw new SourceFailure('timeout', { seconds: 10 })
          return [...panels, panel(`of-${name}`), panel('both')].map((one) => shownPanel(one, name, 'x'))
        },
        series: async (_: unknown, __: ServiceRef, { panel: id }: { readonly panel: string }) => {
          if (down.has(name)) throw new SourceFailure('timeout', { seconds: 10 })
          return aPanelData({ panel: id, source: name })
        }
      }
    }) as unknown as Instance
    const instances = Object.fromEntries(names.map((name) => [name, makeInstance(name)]))
    const state = aState({ sources: names.map((id) => aSource({ id })), ages: Object.fromEntries(silent.map((id) => [id, someAges({ freshUntil: NOW - 1 })])), services: [aService({ name: 'api', seenBy: names.map((source) => ({ source, lastSampleAt: NOW, fresh: true })) })] })
    const { panels, series } = createPanels({
      engine: { state: () => state, now: () => NOW, instance: (id) => instances[id], sighting: (_, name, environment) => aServiceSighting({ name, labels: { service: name, env: environment } }) },
      config: () => configSchema.parse({ sources: names.map((name) => ({ name, kind: 'prometheus', url: `http://${name}` })), ...given }), change: () => ({ ok: true, reason: '' }),
      ask: (instance, use) => use(instance.context(new AbortController().signal))
    })
    const drawn = async (id: string) => { const answer = await series({ service: 'production/api', panel: id, from: NOW - 1, to: NOW, width: 100 }); return answer.ok ? answer.data.source : answer }
    return { down, panels: () => panels('production/api').then(ids), drawn, declare: (...list: readonly ServicePanel[]) => { given = { services: [{ name: 'api', panels: [...list] }] } } }
  }

  it('the graphs of all others stand, and it is named', async () => {
    const it = seenBy(['a', 'b'])
    it.down.add('a')
    expect([await it.panels(), await it.drawn('of-b'), await it.drawn('both'), await it.drawn('of-a')]).toEqual([
      { panels: ['of-b b', 'both b'], failure: null, partial: [{ source: 'a', failure: DOWN }], labels: { a: LABELS, b: LABELS } }, 'b', 'b', { ok: false, source: 'a', failure: DOWN }
    ])
  })
  it('what it said last stands behind what others say now, unless something else is asked for', async () => {
    const it = seenBy(['a', 'b'])
    const before = await it.panels()
    it.down.add('a')
    const after = await it.panels()
    it.declare(panel('declared'))
    expect([before.panels, after.panels, after.partial, (await it.panels()).panels]).toEqual([
      ['of-a a', 'both a', 'of-b b'], ['of-b b', 'both b', 'of-a a'], [{ source: 'a', failure: DOWN }], ['declared b', 'of-b b', 'both b']
    ])
  })
  it('or has not answered lately, a graph that several have is that of one that does', async () => {
    const [first, second] = [seenBy(['a', 'b']), seenBy(['a', 'b'], ['a'])]
    expect([(await first.panels()).panels, (await second.panels()).panels]).toEqual([['of-a a', 'both a', 'of-b b'], ['of-b b', 'both b', 'of-a a']])
  })
  it('nothing stands where there is no other, with the reason', async () => {
    const it = seenBy(['a'])
    it.down.add('a')
    expect([await it.panels(), await it.drawn('both')]).toEqual([{ panels: [], failure: DOWN, partial: [{ source: 'a', failure: DOWN }], labels: { a: LABELS } }, { ok: false, source: 'a', failure: DOWN }])
  })
  it('whichever are silent, all graphs of those that answer are there, and each that is silent is named', async () => {
    const names = ['a', 'b', 'c']
    await fc.assert(fc.asyncProperty(fc.subarray(names), fc.boolean(), async (silent, known) => {
      const it = seenBy(names)
      if (known) await it.panels()
      for (const name of silent) it.down.add(name)
      const { panels, partial, failure } = await it.panels()
      const answering = names.filter((name) => !silent.includes(name))
      expect([panels.filter((id) => answering.some((name) => id.endsWith(` ${name}`))), partial.map((one) => one.source), failure]).toEqual([
        answering.flatMap((name, i) => [`of-${name} ${name}`, ...(i === 0 ? [`both ${name}`] : [])]), silent, answering.length === 0 && !known ? DOWN : null
      ])
    }))
  })
})

describe('adding one', () => {
  const add = (it: ReturnType<typeof start>, one: ServicePanel, service = 'production/api') => it.commands.addPanel({ service, panel: one })

  it('keeps it under a free id', async () => {
    const it = start({ services: [{ name: 'api', panels: [panel('mine')] }] })
    expect([await add(it, panel('mine', { source: 'prom' })), await add(it, panel('mine'))]).toEqual([{ ok: true, reason: '' }, { ok: true, reason: '' }])
    expect(it.config().ownPanels).toEqual([{ service: 'api', environment: 'production', panels: [panel('mine-2', { title: 'mine', source: 'prom' }), panel('mine-3', { title: 'mine' })] }])
  })

  it('is refused with the reason, and nothing is changed', async () => {
    const it = start(own(...Array.from({ length: 50 }, (_, i) => panel(`p${i}`))))
    const before = it.config()
    expect([
      await add(it, panel('a', { lines: [{ query: 'x{$selector}' }, { query: 'sum(x{$selector}' }] })), await add(it, panel('a', { source: 'nobody' })), await add(it, panel('a')), await add(it, panel('a'), 'production/unknown'),
      await it.commands.removePanel({ service: 'production/api', panel: 'requests' }), it.config() === before
    ]).toEqual([
      { ok: false, reason: 'The query sum(x{$selector} cannot be added: it is not PromQL: it cannot be read at "…".' }, { ok: false, reason: 'no source named "nobody" can be asked; it was removed, renamed or switched off' },
      { ok: false, reason: 'The service has 50 graphs of your own, and may have no more. Remove one from its page first.' }, { ok: false, reason: 'The service is not known any more.' },
      { ok: false, reason: 'This graph is not one of your own.' }, true
    ])
  })
})
