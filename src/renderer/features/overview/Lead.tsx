import { useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { summaryOf, type Alert } from '@shared/domain/alert'
import type { Change } from '@shared/domain/change'
import type { Incident } from '@shared/domain/incident'
import { serviceKey } from '@shared/domain/service'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { duration } from '@shared/text/format'
import { useAcknowledge } from '../../state/acknowledge'
import { useBridge } from '../../state/garda'
import { effectOf, ownOf, takingOf } from '../../state/select/acks'
import { leadSentence } from '../../state/select/alerts'
import { environmentOf } from '../../state/select/environments'
import { groupAlerts } from '../../state/select/groups'
import { serviceRow } from '../../state/select/services'
import { callingPage, SNOOZE_MIN, useSnooze } from '../../state/snooze'
import { useAppearance, useGo } from '../../state/view'
import { AckDialog, Button, ClockContext, DemoTag, EnvTag, environmentShout, Glyph, hostOf, useKeys, useOpenLink, useTicking, type KeyBinding } from '../../ui'
import { evidenceText } from './evidence'
import { LeadGraph } from './LeadGraph'
import css from './overview.module.css'
import { when } from './when'

export interface LeadProps {
  readonly incident: Incident
  readonly alert: Alert
  readonly state: AppState
  readonly fresh: ReadonlySet<string>
  readonly changes: readonly Change[]
  readonly suspect: Change | null
}

const COPIED_MS = 2_000
const MOST_PATH = 6

/** The sentence that matters most, the graph that explains it, and what can be done. */
export const Lead = ({ incident, alert, state, fresh, changes, suspect }: LeadProps): ReactNode => {
  const [{ time: zone }] = useAppearance()
  const started = useTicking((now) => t('overview.started', { time: when(incident.startedAt, now, zone), age: duration(now - incident.startedAt) }))
  const held = incident.alerts.every((id) => { const a = state.alerts[id]; return !a || a.severity !== incident.severity || a.held !== null })
  return (
    <article className={`${css['lead']} sev-${incident.severity}`} data-held={held || undefined}>
      <div className={css['text']}>
        <p className={css['eyebrow']}>
          <Glyph tone={incident.severity} hold={held ? 'held' : 'open'} /><span className="tone">{t('overview.now')}</span>
          <EnvTag environment={environmentOf(state.environments, incident.environment)} />{state.meta.mode === 'demo' && <DemoTag />}
          <time className="faint" dateTime={new Date(incident.startedAt).toISOString()} data-tip-at={incident.startedAt}>{started}</time>
        </p>
        <h1 className="display">{clean(leadSentence(alert), { max: 200 })}</h1>
        <Cause incident={incident} alert={alert} state={state} />
        <Path incident={incident} state={state} fresh={fresh} />
        <Actions incident={incident} alert={alert} state={state} fresh={fresh} changes={changes} />
      </div>
      <LeadGraph alert={alert} state={state} changes={changes} suspect={suspect} fresh={fresh} />
    </article>
  )
}

/** What the root's own alert says; where no root is likely, what the lead says beyond its sentence. */
const Cause = ({ incident, alert, state }: Pick<LeadProps, 'incident' | 'alert' | 'state'>): ReactNode => {
  const rootAlert = incident.likelyRoot === null ? undefined : incident.alerts.map((id) => state.alerts[id]).find((a) => a?.service === incident.likelyRoot)
  if (incident.likelyRoot !== null) {
    const says = rootAlert ? rootAlert.annotations['description'] || summaryOf(rootAlert) : ''
    return <p className={css['cause']}>{t('overview.root')} <b>{clean(incident.likelyRoot, { max: 80 })}</b>{says && t('overview.root.says', { sentence: clean(says, { max: 300 }) })}</p>
  }
  const more = [alert.annotations['description'], summaryOf(alert)].find((text) => text && text !== leadSentence(alert))
  return more ? <p className={css['cause']}>{clean(more, { max: 300 })}</p> : null
}

const Path = ({ incident, state, fresh }: Pick<LeadProps, 'incident' | 'state' | 'fresh'>): ReactNode => {
  const go = useGo()
  if (incident.path.length < 2) return null
  return (
    <ol className={css['chain']} aria-label={t('overview.path')}>
      {incident.path.slice(0, MOST_PATH).map((name) => {
        const service = state.services[serviceKey(incident.environment, name)]
        const row = service ? serviceRow(state, service, fresh) : null
        return (
          <li key={name}>
            <button type="button" className={css['step']} disabled={!service} onClick={() => { if (service) go({ view: 'service', item: service.key }) }}>
              <Glyph tone={row?.health ?? 'unknown'} hold={row?.held ? 'held' : 'open'} size={14} />{clean(name, { max: 60 })}
            </button>
          </li>
        )
      })}
      {incident.path.length > MOST_PATH && <li><span className="faint">{t('overview.more', { count: incident.path.length - MOST_PATH })}</span></li>}
    </ol>
  )
}

const Actions = ({ incident, alert, state, fresh, changes }: Omit<LeadProps, 'suspect'>): ReactNode => {
  const bridge = useBridge()
  const go = useGo()
  const open = useOpenLink()
  const clock = useContext(ClockContext)
  const [{ time: zone }] = useAppearance()
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no')
  useEffect(() => {
    if (copied === 'no') return undefined
    const id = window.setTimeout(() => setCopied('no'), COPIED_MS)
    return () => window.clearTimeout(id)
  }, [copied])
  const service = alert.service === null ? undefined : state.services[serviceKey(alert.environment, alert.service)]
  const runbook = [alert.annotations['runbook_url'], service?.runbook].find((url) => url && hostOf(url) !== '') ?? null
  const openGraphs = (): void => go(service ? { view: 'service', item: service.key } : { view: 'alerts', item: alert.id })
  const copy = (): void => {
    bridge.copyText(evidenceText({ incident, lead: alert, state, changes, fresh, now: clock.tick(), zone }))
      .then((done) => setCopied(done.ok ? 'yes' : 'failed'), () => setCopied('failed'))
  }
  const [said, setSaid] = useState('')
  const ack = useAcknowledge(setSaid)
  const { alerts, pages } = state
  // of hundreds of alerts, and of what every answer changes none of it depends on more than these
  const own = useMemo(() => incident.alerts.flatMap((id) => alerts[id] ?? []), [incident, alerts])
  const taking = useMemo(() => takingOf(own, { alerts, pages }), [own, alerts, pages])
  const count = useMemo(() => groupAlerts(taking.alerts).length, [taking])
  const mine = useMemo(() => ownOf(own), [own])
  const calling = useMemo(() => callingPage(own, pages), [own, pages])
  const snooze = useSnooze(setSaid)
  const holders = useMemo(() => [...new Set(own.flatMap((a) => (a.held ? [clean(a.held.by, { max: 40 })] : [])))], [own])
  const environment = environmentShout(environmentOf(state.environments, incident.environment))
  const group = t('shell.keys.view')
  const bindings: readonly KeyBinding[] = [
    { keys: 'Enter', label: t('overview.keys.lead'), group, run: openGraphs },
    ...(taking.alerts.length > 0 ? [{ keys: 'A', label: t('ack.keys'), group, run: () => ack.ask(taking) }] : []),
    ...(calling ? [{ keys: 'S', label: t('snooze.keys'), group, run: () => snooze(calling) }] : []),
    { keys: 'C', label: t('overview.keys.copy'), group, run: copy },
    ...(runbook ? [{ keys: 'R', label: t('overview.keys.runbook'), group, run: () => open(runbook) }] : [])
  ]
  useKeys('screen', bindings)
  const words = useMemo(() => ({ no: t('overview.copy'), yes: t('overview.copied'), failed: t('overview.copy.failed') }), [])
  return (
    <>
      <div className={css['acts']}>
        <Button look="primary" keys="Enter" onClick={openGraphs}>{t(service ? 'overview.graphs' : 'overview.alert')}</Button>
        {taking.alerts.length > 0 && <Button keys="A" onClick={() => ack.ask(taking)}>{t('ack.do.count', { count })}</Button>}
        {calling && <Button keys="S" onClick={() => snooze(calling)}>{t('snooze.do', { minutes: SNOOZE_MIN })}</Button>}
        {mine.length > 0 && <Button look="quiet" onClick={() => ack.giveBack({ page: null, alerts: mine })}>{t('ack.back')}</Button>}
        <Button keys="C" onClick={copy}><span role="status">{words[copied]}</span></Button>
        {runbook && <Button look="quiet" keys="R" onClick={() => open(runbook)}><span data-tip={clean(runbook, { max: 300 })}>{t('overview.runbook')}</span></Button>}
        {holders.length > 0 && <span className="small muted">{t('ack.who', { who: holders.join(', ') })}</span>}
      </div>
      <p role="status" className={css['said']}>{said}</p>
      {ack.asking && (
        <AckDialog count={ack.asking.alerts.length} environment={environment} effect={effectOf(ack.asking, state, environment)} sending={ack.sending} onSend={ack.send} onClose={ack.cancel} />
      )}
    </>
  )
}
