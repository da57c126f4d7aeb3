import { freeId, MOST_OWN, ownPanelsOf, withoutPanel, withPanel } from '@shared/config/own-panels'
import { shownPanel } from '@shared/config/panel'
import type { ServicePanel } from '@shared/config/packs'
import { nameKey, type Config } from '@shared/config/schema'
import type { CommandArgs, CommandResults, Done, SeriesAnswer, Unasked } from '@shared/contract/commands'
import { isFresh } from '@shared/domain/freshness'
import type { Labels } from '@shared/domain/labels'
import type { Panel } from '@shared/domain/series'
import type { Service } from '@shared/domain/service'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { isPortable, panelFault } from '../adapters/node-config-packs'
import { asFailure, SourceFailure } from '../ports/failure'
import type { ConfigStore } from '../ports/config-store'
import type { ServiceRef } from '../ports/source-kind'
import { panelsIn, type ServicePanels } from './declared'
import type { Engine } from './engine'
import { sourceId, type Instance } from './instances'
import type { Asking } from './queries'

export interface PanelTools {
  readonly engine: Pick<Engine, 'state' | 'now' | 'instance' | 'sighting'>
  readonly config: () => ReturnType<ConfigStore['read']>['config']
  /** Writes the person's own settings. */
  readonly change: (edit: (own: Config) => Config) => Done
  readonly ask: Asking['ask']
}

export interface PanelCommands {
  readonly panels: (...args: CommandArgs<'panels'>) => Promise<CommandResults['panels']>
  readonly series: (...args: CommandArgs<'series'>) => Promise<SeriesAnswer>
  readonly addPanel: (...args: CommandArgs<'addPanel'>) => Promise<Done>
  readonly removePanel: (...args: CommandArgs<'removePanel'>) => Promise<Done>
}

/** A source that draws graphs of a service. */
interface Teller { readonly instance: Instance; readonly ref: ServiceRef }
/** A panel with the one that answers for it; null: there is none, for this reason. */
type Found = { readonly panel: Panel; readonly teller: Teller } | { readonly panel: Panel; readonly teller: null; readonly why: string }

/** What a source said last of which graphs there are, to the same question. */
interface Told { readonly instance: Instance; readonly asked: string; readonly panels: readonly Panel[] }
/** All that there are, and the sources that could not say theirs: of those, what they said last. */
interface Whole { readonly found: readonly Found[]; readonly partial: readonly Unasked[] }

const MOST_TOLD = 500

const NONE: ServicePanels = { declared: [], own: [] }

/** The graphs of services: which there are, and their samples. */
export const createPanels = ({ engine, config, change, ask }: PanelTools): PanelCommands => {
  const serviceOf = (key: string): Service | null => { const { services } = engine.state(); return Object.hasOwn(services, key) ? services[key]! : null }
  const givenFor = (service: Service | null): ServicePanels => (service ? panelsIn(config(), service) : NONE)

  /** Sources that see a service, those first that answer and have fresh sight of it. */
  const sights = (service: Service): readonly { readonly instance: Instance; readonly name: string; readonly labels: Labels }[] => {
    const { ages } = engine.state()
    const sees = ({ source, fresh }: Service['seenBy'][number]): number => Number(fresh && isFresh(ages[source], engine.now()))
    return service.seenBy.toSorted((a, b) => sees(b) - sees(a)).flatMap((seen) => {
      const instance = engine.instance(seen.source)
      const sighting = engine.sighting(seen.source, service.name, service.environment)
      return instance?.kind?.panels && sighting ? [{ instance, name: sighting.name, labels: sighting.labels }] : []
    })
  }

  /** Who is asked for what: each that sees the service for all but what names another source, and that other for the rest. */
  const tellers = (service: Service): { readonly list: readonly Teller[]; readonly orphans: readonly { readonly panel: ServicePanel; readonly why: string }[] } => {
    const seen = sights(service)
    const { declared, own } = givenFor(service)
    const all = [...declared, ...own.map((one) => one.panel)]
    const list: Teller[] = seen.map(({ instance, name, labels }) => ({ instance, ref: { name, labels, panels: all.filter((panel) => asks(panel, instance)) } }))
    const orphans: { panel: ServicePanel; why: string }[] = []
    const others = new Map<Instance, ServicePanel[]>()
    for (const panel of all) {
      if (panel.source === undefined || seen.some(({ instance }) => asks(panel, instance))) continue
      const instance = engine.instance(sourceId(panel.source))
      const source = clean(panel.source, { max: 80 })
      if (!instance?.kind?.panels) orphans.push({ panel, why: t('panels.noSource', { source }) })
      // without labels its queries would be about everything the server has
      else if (seen.length === 0) orphans.push({ panel, why: t('panels.unseen') })
      else others.set(instance, [...others.get(instance) ?? [], panel])
    }
    for (const [instance, panels] of others) list.push({ instance, ref: { name: seen[0]!.name, labels: seen[0]!.labels, panels, alone: true } })
    return { list, orphans }
  }

  const told = new Map<string, Told>()
  const tell = async (service: Service, teller: Teller): Promise<Whole> => {
    const { instance, ref } = teller
    const key = `${service.key} ${instance.setup.id} ${String(ref.alone ?? false)}`
    const asked = JSON.stringify(ref)
    const foundIn = (panels: readonly Panel[]): readonly Found[] => panels.map((panel): Found => ({ panel, teller }))
    try {
      const panels = await ask(instance, (ctx) => instance.kind!.panels!(instance.source, ref, ctx))
      if (told.size >= MOST_TOLD) told.clear()
      told.set(key, { instance, asked, panels })
      return { found: foundIn(panels), partial: [] }
    } catch (thrown) {
      const { code, values } = asFailure(thrown)
      const last = told.get(key)
      return { found: last?.instance === instance && last.asked === asked ? foundIn(last.panels) : [], partial: [{ source: instance.setup.name, failure: { code, values } }] }
    }
  }

  const listOf = async (service: Service): Promise<Whole> => {
    const { list, orphans } = tellers(service)
    // of a graph that several have, it is that of one that answers now
    const lists = (await Promise.all(list.map((teller) => tell(service, teller)))).sort((a, b) => a.partial.length - b.partial.length)
    const { own } = givenFor(service)
    const mine = new Map(own.map(({ panel }) => [panel.id, panel]))
    const lost = orphans.map(({ panel, why }): Found => ({ panel: shownPanel(panel, sourceId(panel.source ?? ''), panel.lines.map((line) => line.query).join('\n')), teller: null, why }))
    // what a person or a team made takes the place of what a pack gives, whichever source it comes from
    const made = ({ panel, teller }: Found): boolean => teller === null || (teller.ref.panels ?? []).some((one) => one.id === panel.id)
    const all = [...lists.flatMap(({ found }) => found), ...lost]
    const seen = new Set<string>()
    const whole = [...all.filter(made), ...all.filter((found) => !made(found))].filter(({ panel: { id } }) => !seen.has(id) && seen.add(id))
    const marked = whole.map((found): Found => { const one = mine.get(found.panel.id); return one ? { ...found, panel: { ...found.panel, own: isPortable(one) ? 'anywhere' : 'here' } } : found })
    return {
      found: [...marked.filter(({ panel }) => panel.own === undefined), ...own.flatMap(({ panel: { id } }) => marked.filter(({ panel }) => panel.id === id))],
      partial: lists.flatMap(({ partial }) => partial)
    }
  }

  /** A person's panel of this service in another environment, asked of this one: by its own source where that sees the service, else by the first that does. */
  const twin = (service: Service, id: string): Found | null => {
    const { services } = engine.state()
    const seen = sights(service)
    for (const other of Object.values(services)) {
      if (other.name !== service.name || other.environment === service.environment) continue
      const found = givenFor(other).own.find(({ panel }) => panel.id === id && isPortable(panel))
      if (!found) continue
      const by = seen.find(({ instance }) => asks(found.panel, instance)) ?? seen[0]
      if (!by) return null
      const teller: Teller = { instance: by.instance, ref: { name: by.name, labels: by.labels, panels: [found.panel], alone: true } }
      return { panel: shownPanel(found.panel, by.instance.setup.id, ''), teller }
    }
    return null
  }

  const shown = new Map<string, Extract<Found, { readonly teller: Teller }>>()
  const still = (found: Extract<Found, { readonly teller: Teller }> | undefined, service: Service): Extract<Found, { readonly teller: Teller }> | null => {
    if (!found || engine.instance(found.teller.instance.setup.id) !== found.teller.instance) return null
    // what is declared may have changed since the list was asked for
    const now = tellers(service).list.find(({ instance, ref }) => instance === found.teller.instance && (ref.alone ?? false) === (found.teller.ref.alone ?? false))
    return now ? { ...found, teller: now } : null
  }

  return {
    panels: async (key) => {
      const service = serviceOf(key)
      const labels = service ? Object.fromEntries(sights(service).map((one) => [one.instance.setup.id, one.labels])) : {}
      try {
        const { found: list, partial } = service ? await listOf(service) : { found: [], partial: [] }
        for (const found of list) if (found.teller) shown.set(`${key} ${found.panel.id}`, found)
        return { panels: list.map((found) => found.panel), failure: list.length === 0 ? (partial[0]?.failure ?? null) : null, partial, labels }
      } catch (thrown) { const f = asFailure(thrown); return { panels: [], failure: { code: f.code, values: f.values }, partial: [], labels } }
    },
    series: async ({ service: key, panel, from, to, width, slot }): Promise<SeriesAnswer> => {
      let source = ''
      try {
        const service = serviceOf(key)
        const id = `${key} ${panel}`
        const shownBefore = service && still(shown.get(id), service)
        const whole = service && !shownBefore ? await listOf(service) : null
        const found = shownBefore ?? whole?.found.find((p) => p.panel.id === panel) ?? (service && twin(service, panel))
        const silent = whole?.partial[0]
        // it may be of the one that could not be asked
        if (!found && silent) return { ok: false, ...silent }
        if (!found) throw new SourceFailure('settings', { detail: t('charts.noPanel') })
        if (!found.teller) throw new SourceFailure('settings', { detail: found.why })
        const { instance, ref } = found.teller
        source = instance.setup.name
        if (!instance.kind?.series) throw new SourceFailure('settings', { detail: t('charts.noPanel') })
        const read = instance.kind.series
        const data = await ask(instance, (ctx) => read(instance.source, ref, { service: key, panel, from, to, width }, ctx), { slot })
        return { ok: true, panel: found.panel, data }
      } catch (thrown) { const f = asFailure(thrown); return { ok: false, failure: { code: f.code, values: f.values }, source } }
    },
    addPanel: async ({ service: key, panel }) => {
      const service = serviceOf(key)
      if (!service) return no(t('panels.noService'))
      const wrong = panelFault(panel)
      if (wrong) return no(t('panels.query', { query: clean(wrong.query, { max: 200 }), reason: wrong.reason }))
      if (panel.source !== undefined && !engine.instance(sourceId(panel.source))) return no(t('panels.noSource', { source: clean(panel.source, { max: 80 }) }))
      if (ownPanelsOf(config().ownPanels, service).length >= MOST_OWN) return no(t('panels.full', { most: MOST_OWN }))
      const { declared, own } = givenFor(service)
      const id = freeId(panel.id, new Set([...declared.map((one) => one.id), ...own.flatMap((one) => [one.kept, one.panel.id])]))
      return change((mine) => ({ ...mine, ownPanels: withPanel(mine.ownPanels, service, { ...panel, id }) }))
    },
    removePanel: async ({ service: key, panel }) => {
      const service = serviceOf(key)
      const found = givenFor(service).own.find((one) => one.panel.id === panel)
      if (!service || !found) return no(t('panels.notOwn'))
      return change((mine) => ({ ...mine, ownPanels: withoutPanel(mine.ownPanels, service, found.kept) }))
    }
  }
}

const no = (reason: string): Done => ({ ok: false, reason })

/** Whether a panel is for this source: it names none, or this one. */
const asks = ({ source }: ServicePanel, { setup }: Instance): boolean => source === undefined || nameKey(source) === setup.id
