import { useContext, useMemo, useState, type ReactNode } from 'react'
import type { FiredAnswer, ObjectiveAnswer } from '@shared/contract/commands'
import type { Service } from '@shared/domain/service'
import type { Incident } from '@shared/domain/incident'
import type { SourceStatus } from '@shared/domain/source'
import type { AppState, Table } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { failureText } from '@shared/text/failure'
import { marksOf, suspectOf } from '../../../charts'
import { useFired } from '../../../state/fired'
import { useBridge, useFresh, useGarda } from '../../../state/garda'
import { seenNow, usePanels, type PanelList } from '../../../state/panels'
import { serviceAge } from '../../../state/select/freshness'
import { alertsOf, serviceRow } from '../../../state/select/services'
import { sourceName } from '../../../state/select/sources'
import { useGo } from '../../../state/view'
import { Out, PageOut, type About } from '../../../outlet'
import { TimeBar, Toggle, useGoAt, useTimeView } from '../../../time'
import { Button, ClockContext, EmptyProof, environmentShout, Panel, useKeys, useOpenLink, type KeyBinding } from '../../../ui'
import { begunAt, firesSince } from './alert-groups'
import { Below } from './Below'
import { serviceFacts, serviceLinks } from './facts'
import { Graphs } from './Graphs'
import { Header } from './Header'
import { AlertsHere, ChangesHere } from './Lists'
import { changesBelow, neighboursOf } from './neighbours'
import { NONE, twinsOf, useOverlay } from './overlay'
import { headline } from './words'
import css from './page.module.css'

const select = {
  service: (key: string) => (s: AppState): Service | null => (Object.hasOwn(s.services, key) ? s.services[key]! : null),
  alerts: (s: AppState) => s.alerts, resolved: (s: AppState) => s.resolved, silences: (s: AppState) => s.silences, services: (s: AppState) => s.services,
  signals: (s: AppState) => s.signals, sources: (s: AppState) => s.sources, ages: (s: AppState) => s.ages, changes: (s: AppState) => s.changes, incidents: (s: AppState) => s.incidents
}

/** One service: how it is, its graphs, its alerts, what changed. Draws the service's absence when it is gone. */
export const ServicePage = ({ serviceKey }: { readonly serviceKey: string }): ReactNode => {
  const service = useGarda(useMemo(() => select.service(serviceKey), [serviceKey]))
  const go = useGo()
  if (service) return <Known key={serviceKey} service={service} />
  return (
    <div className={css['page']}><Panel className={css['state']}>
      <EmptyProof level={1} sure={false} title={t('service.gone')} lines={[clean(serviceKey, { max: 120 }), t('service.gone.body')]} action={<Button onClick={() => go({ view: 'services', item: null })}>{t('service.back')}</Button>} />
    </Panel></div>
  )
}

const DEFAULT_INTERVAL_MS = 15_000

const Known = ({ service }: { readonly service: Service }): ReactNode => {
  const bridge = useBridge()
  const go = useGo()
  const goAt = useGoAt()
  const openLink = useOpenLink()
  const fresh = useFresh()
  const alerts = useGarda(select.alerts)
  const resolved = useGarda(select.resolved)
  const services = useGarda(select.services)
  const signals = useGarda(select.signals)
  const sources = useGarda(select.sources)
  const ages = useGarda(select.ages)
  const changes = useGarda(select.changes)
  const incidents = useGarda(select.incidents)
  const silences = useGarda(select.silences)
  const [showChanges, setShowChanges] = useState(true)
  const list = usePanels(bridge, service.key, seenNow(service, fresh))

  const intervals = (list.panels ?? []).map((p) => sources[p.source]?.intervalMs ?? DEFAULT_INTERVAL_MS)
  const row = useMemo(() => serviceRow({ alerts, signals }, service, fresh), [alerts, signals, service, fresh])
  const own = useMemo(() => alertsOf(alerts, service), [alerts, service])
  const worst = row.lead ?? own.find((a) => a.state === 'pending') ?? null
  const twins = useMemo(() => twinsOf(service, services), [service, services])
  const time = useTimeView({ sourceMs: intervals.length > 0 ? Math.min(...intervals) : DEFAULT_INTERVAL_MS, alert: worst, environments: twins })
  const { now, zone } = time
  const overlay = useOverlay(bridge, service, list.panels ?? NONE, time)

  const ended = useMemo(() => ofService(resolved, service), [resolved, service])
  const below = useMemo(() => changesBelow(service, { services, changes }, now), [service, services, changes, now])
  const ownChanges = useMemo(() => ofService(changes, service), [changes, service])
  const troubleAt = useMemo(() => begunAt(own, (a) => a.severity !== 'info'), [own])
  const suspect = useMemo(() => suspectOf(ownChanges, service.name, troubleAt), [ownChanges, service.name, troubleAt])
  const fired = useFired(service.key, time.window)
  const marks = useMemo(
    () => marksOf({ panels: list.panels ?? [], alerts: [...own, ...ended], fired: fired.alerts, changes: ownChanges, showChanges, suspect }),
    [list.panels, own, ended, fired, ownChanges, showChanges, suspect]
  )
  const neighbours = useMemo(() => neighboursOf(service, services, alerts, fresh), [service, services, alerts, fresh])
  const seen = serviceAge(service, alerts, ages)
  const names = service.seenBy.map((s) => clean(sourceName({ sources }, s.source), { max: 60 })).join(', ')
  const telling = Object.values(sources).filter((s) => s.abilities.includes('alerts'))
  const silent = telling.filter((s) => !fresh.has(s.id))
  const { state, rest } = headline({
    service, health: row.health, was: row.was, lead: row.lead, begunAt: firesSince(own, (a) => a.severity === row.lead?.severity),
    lastSampleAt: service.seenBy.length > 0 ? (seen?.at ?? null) : null, sources: names, telling: namesOf(telling), silent: namesOf(silent), now, zone
  })
  const runbook = service.runbook ?? row.lead?.annotations['runbook_url'] ?? null
  const root = rootOf(service, incidents)

  const group = t('shell.keys.view')
  const bindings: readonly KeyBinding[] = [
    ...time.bindings,
    ...(runbook ? [{ keys: 'R', label: t('service.key.runbook'), group, run: () => openLink(runbook) }] : []),
    ...(root ? [{ keys: 'U', label: t('service.key.root'), group, run: () => goAt({ view: 'service', item: `${service.environment}/${root}` }, time.range) }] : []),
    ...(worst ? [{ keys: 'Enter', label: t('service.key.alert'), group, run: () => go({ view: 'alerts', item: worst.id }) }] : [])
  ]
  useKeys('screen', bindings)

  const clock = useContext(ClockContext)
  const environment = environmentShout({ name: service.environment, kind: service.environmentKind })
  const about = (): About => ({
    name: service.name, title: clean(service.name, { max: 120 }), note: environment, zone, window: time.window, live: time.live === 'live', left: () => [], links: serviceLinks(service, runbook, own),
    facts: async () => {
      const answer = service.objective === null ? null : await bridge.objective(service.key).catch((error: unknown) => unansweredOf(error))
      return serviceFacts({
        service, health: row.health, state: [state, rest].filter(Boolean).join(' '), environment, alerts: own, dependsOn: neighbours.dependsOn, changes: below, window: time.window, now: clock.tick(), zone,
        seen: seen && { source: sourceName({ sources }, seen.source), at: seen.at, stale: !fresh.has(seen.source) }, telling: namesOf(telling), silent: namesOf(silent),
        objective: answer && { data: answer.ok ? answer.data : null, failure: answer.failure, source: answer.ok ? sourceName({ sources }, answer.data.source) : answer.source }
      })
    }
  })

  return (
    <Out about={about}><div className={css['page']}>
      <Header service={service} health={row.health} hold={row.held ? 'held' : 'open'} state={state} rest={rest} runbook={runbook} neighbours={neighbours} />
      <TimeBar view={time} source={seen && { name: sourceName({ sources }, seen.source), at: seen.at, stale: !fresh.has(seen.source) }}>
        {ownChanges.length > 0 && <Toggle on={showChanges} line="dotted" onChange={setShowChanges}>{t('service.changes.show')}</Toggle>}
        {overlay && overlay.have !== null && list.panels && overlay.have < list.panels.length && <span className="muted">{t('service.beside', { environment: overlay.name, have: overlay.have, all: list.panels.length })}</span>}
        {fired.partial.length > 0 && <span className="muted" data-tip={whyPartial(fired.partial) || undefined}>{t('service.fired.partial', { sources: fired.partial.map((p) => p.source).join(', ') })}</span>}
        {list.partial.length > 0 && list.panels && list.panels.length > 0 && (
          <span className="muted" data-tip={whyPartial(list.partial)}>{t('service.graphs.partial', { sources: list.partial.map((p) => clean(p.source, { max: 60 })).join(', ') })}</span>
        )}
        {list.panels && list.panels.length > 0 && <PageOut />}
      </TimeBar>
      <Graphs bridge={bridge} service={service} list={list} names={names} sources={sources} time={time} overlay={overlay} marks={marks} />
      <Below list={neighbours.dependsOn} />
      <div className={css['lists']}>
        <AlertsHere alerts={own} every={alerts} silences={silences} sure={telling.length > 0 && silent.length === 0} sources={namesOf(telling).join(', ')} now={now} zone={zone} />
        {below.length > 0 && <ChangesHere changes={below} suspect={suspect} now={now} zone={zone} />}
      </div>
    </div></Out>
  )
}

const unansweredOf = (error: unknown): ObjectiveAnswer => ({ ok: false, source: '', failure: { code: 'internal', values: { detail: error instanceof Error ? error.message : String(error) } } })

/** Why sources could not tell all earlier alerts or graphs, where they failed. */
const whyPartial = (partial: FiredAnswer['partial'] | PanelList['partial']): string => partial.flatMap(({ source, failure }) => (failure ? [failureText(failure, source)] : [])).join('\n')

const namesOf = (sources: readonly SourceStatus[]): readonly string[] => sources.map((s) => clean(s.name, { max: 60 }))

const ofService = <T extends { readonly service: string | null; readonly environment: string }>(table: Table<T>, { name, environment }: Service): readonly T[] =>
  Object.values(table).filter((row) => row.service === name && row.environment === environment)

/** The likely root of the incident that a service is part of; null when there is none, or it is the root itself. */
const rootOf = ({ name, environment }: Service, incidents: Table<Incident>): string | null =>
  Object.values(incidents).find((i) => i.environment === environment && i.likelyRoot !== null && i.likelyRoot !== name && i.path.includes(name))?.likelyRoot ?? null
