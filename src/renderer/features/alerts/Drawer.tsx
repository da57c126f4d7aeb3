import { useMemo, type ReactNode } from 'react'
import { firedFor, firingSince, summaryOf, type Alert } from '@shared/domain/alert'
import { serviceKey } from '@shared/domain/service'
import type { Matcher } from '@shared/domain/silence'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { duration, moment } from '@shared/text/format'
import { useBridge } from '../../state/garda'
import { environmentOf } from '../../state/select/environments'
import type { AlertGroup } from '../../state/select/groups'
import { sourceName } from '../../state/select/sources'
import { SNOOZE_MIN } from '../../state/snooze'
import { useAppearance, useGo } from '../../state/view'
import { Button, EmptyProof, EnvTag, Glyph, Icon, OpenLinkContext, useAgeText, useTicking } from '../../ui'
import { AlertGraph } from './AlertGraph'
import css from './alerts.module.css'
import { Annotations, Behind, HeldBack, LabelList, Links, SourceList } from './DrawerParts'
import { annotationsOf } from './annotations'
import { stateWord } from './evidence'
import { holdOf, isUnseen, lastSeenAt, toneOf } from './seen'
import { WhyTold } from './WhyTold'

export interface DrawerProps {
  readonly alert: Alert
  readonly group: AlertGroup
  readonly state: AppState
  readonly fresh: ReadonlySet<string>
  readonly runbook: string | null
  /** What was just copied or refused; '' for nothing. */
  readonly said: string
  readonly onClose: () => void
  readonly onGraphs: (() => void) | null
  /** Null: its graph stands large beside the details. */
  readonly onLarge: (() => void) | null
  /** Null: nothing to take. */
  readonly onAcknowledge: (() => void) | null
  /** Null: it was not taken here. */
  readonly onGiveBack: (() => void) | null
  readonly onSnooze: (() => void) | null
  readonly onCopy: () => void
  readonly onCopyText: (text: string) => void
  readonly onWhy: () => void
  readonly onRefused: (reason: string) => void
  readonly onLabel: (matcher: Matcher) => void
}

/** Everything that is known of one alert. */
export const Drawer = (props: DrawerProps): ReactNode => {
  const { alert, state, fresh, runbook, said, onClose, onGraphs, onLarge, onAcknowledge, onGiveBack, onSnooze, onCopy, onCopyText, onWhy, onRefused, onLabel } = props
  const bridge = useBridge()
  const summary = summaryOf(alert)
  const { notes, links } = useMemo(() => annotationsOf(alert, summary), [alert, summary])
  const open = useMemo(() => (url: string): void => {
    bridge.openLink(url).then((done) => { if (!done.ok) onRefused(done.reason) }, () => onRefused(t('alerts.link.refused')))
  }, [bridge, onRefused])
  const unseen = isUnseen(alert, fresh)
  const tone = toneOf(alert, unseen)
  return (
    <OpenLinkContext value={open}>
      <aside className={css['drawer']} aria-label={clean(alert.name, { max: 200 })} data-drawer>
        <header className={`sev-${tone}`}>
          <div className={css['heading']}>
            <Glyph tone={tone} hold={unseen ? 'open' : holdOf(alert)} size={22} />
            <h2>{clean(alert.name, { max: 300 })}</h2>
            <Button look="quiet" small label={t('common.close')} onClick={onClose}><Icon name="x" /></Button>
          </div>
          <p className={css['sentence']}>{clean(summary, { max: 600 })}</p>
          <Meta {...props} />
          <div className={css['acts']}>
            {onAcknowledge && <Button look="primary" keys="A" onClick={onAcknowledge}>{t('ack.do')}</Button>}
            {onSnooze && <Button keys="S" onClick={onSnooze}>{t('snooze.do', { minutes: SNOOZE_MIN })}</Button>}
            {onGiveBack && <Button onClick={onGiveBack}>{t('ack.back')}</Button>}
            {onLarge && <Button keys="O" onClick={onLarge}>{t('alertGraph.open')}</Button>}
            {onGraphs && <Button look={onAcknowledge ? 'default' : 'primary'} keys="Enter" onClick={onGraphs}>{t('alerts.graphs')}</Button>}
            {runbook && <Button keys="R" icon="book" onClick={() => open(runbook)}><span data-tip={clean(runbook, { max: 300 })}>{t('alerts.runbook')}</span></Button>}
          </div>
          <div className={`${css['acts']} ${css['second']}`}>
            <Button look="quiet" icon="copy" keys="C" onClick={onCopy}>{t('alerts.copy')}</Button>
            <Button look="quiet" icon="eyeOff" keys="W" onClick={onWhy}>{t('alerts.why')}</Button>
          </div>
          <p role="status" className={css['note']}>{said}</p>
        </header>
        <div className={css['sections']} tabIndex={0} role="region" aria-label={clean(summary, { max: 120 })}>
          {alert.state === 'suppressed' && <HeldBack alert={alert} state={state} />}
          <WhyTold alert={alert} notifications={state.notifications} />
          <section>
            <h3>{t('alerts.expression')}{alert.expression !== null && <span className={css['end']}><Button small look="quiet" icon="copy" label={t('alerts.expression.copy')} onClick={() => onCopyText(alert.expression ?? '')}>{t('common.copy')}</Button></span>}</h3>
            {alert.expression === null ? <p className="small muted">{t('alerts.expression.none')}</p>
              : <pre tabIndex={0} role="region" aria-label={t('alerts.expression')}><code>{clean(alert.expression, { max: 10_000, lines: true })}</code></pre>}
            {onLarge && <AlertGraph key={alert.id} alert={alert} sources={state.sources} changes={state.changes} fresh={fresh} />}
          </section>
          <Annotations notes={notes} />
          <Links links={links} />
          <LabelList labels={alert.labels} onLabel={onLabel} />
          <SourceList alert={alert} state={state} fresh={fresh} />
          <Behind alert={alert} alerts={state.alerts} onWhy={onWhy} />
        </div>
      </aside>
    </OpenLinkContext>
  )
}

const Meta = ({ alert, group, state, fresh }: DrawerProps): ReactNode => {
  const go = useGo()
  const [{ time: zone }] = useAppearance()
  const service = alert.service === null ? null : (state.services[serviceKey(alert.environment, alert.service)] ?? null)
  const unseen = isUnseen(alert, fresh)
  const lasted = useTicking((now) => duration(firedFor(alert, now)))
  const since = useTicking((now) => moment(firingSince(alert), now, zone, 'second'))
  const seenAt = lastSeenAt(alert, state.ages)
  const unseenAge = useAgeText(seenAt)
  return (
    <>
      <p className={css['meta']}>
        <EnvTag environment={environmentOf(state.environments, alert.environment)} />
        {alert.service === null ? <span className="faint">{t('alerts.service.none')}</span>
          : service ? <button type="button" className={css['service']} onClick={() => go({ view: 'service', item: service.key })}>{clean(alert.service, { max: 120 })}</button> : <span>{clean(alert.service, { max: 120 })}</span>}
        {alert.state === 'resolved' && alert.endsAt !== null
          ? <Ended at={alert.endsAt} lasted={lasted} />
          : <><b className="tone">{unseen ? t('alerts.state.unseen') : t('alerts.firing', { state: stateWord(alert), age: lasted })}</b><time className="muted" dateTime={new Date(firingSince(alert)).toISOString()} data-tip-at={firingSince(alert)}>{t('alerts.since', { time: since })}</time></>}
        {group.alerts.length > 1 && <span className="faint">{t('alerts.one', { count: group.alerts.length })}</span>}
      </p>
      {unseen && <p className={`${css['warn']} sev-unknown tone`}>{t('alerts.unseen.long', { sources: alert.sources.map((id) => clean(sourceName(state, id), { max: 60 })).join(', '), severity: t(`severity.${alert.severity}`), age: unseenAge })}</p>}
      {alert.held && <p className={css['warn']}>{t('alerts.held', { who: clean(alert.held.by, { max: 80 }), time: moment(alert.held.since, seenAt ?? alert.held.since, zone) })}</p>}
    </>
  )
}

const Ended = ({ at, lasted }: { readonly at: number; readonly lasted: string }): ReactNode => {
  const [{ time: zone }] = useAppearance()
  const when = useTicking((now) => moment(at, now, zone))
  return <time dateTime={new Date(at).toISOString()} data-tip-at={at}>{t('alerts.ended', { time: when, age: lasted })}</time>
}

/** A place that leads to an alert nobody knows any more. */
export const GoneDrawer = ({ id, onClose }: { readonly id: string; readonly onClose: () => void }): ReactNode => (
  <aside className={css['drawer']} aria-label={t('alerts.gone')} data-drawer>
    <div className={css['goneHead']}><Button look="quiet" small label={t('common.close')} onClick={onClose}><Icon name="x" /></Button></div>
    <EmptyProof sure={false} title={t('alerts.gone')} lines={[t('alerts.gone.body'), <code key="id">{clean(id, { max: 120 })}</code>]} />
  </aside>
)
