import type { ReactNode } from 'react'
import type { Alert } from '@shared/domain/alert'
import type { Labels } from '@shared/domain/labels'
import type { Matcher } from '@shared/domain/silence'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { moment } from '@shared/text/format'
import { useAppearance, useGo } from '../../state/view'
import { Chip, Glyph, Icon, Link, TextButton, useAgeText, useTicking } from '../../ui'
import type { AlertLink, Note } from './annotations'
import css from './alerts.module.css'
import { operatorOf } from './filter'
import { alertBy, hiddenBy, silenceOf } from './why'

const MOST_NOTE = 100_000
/** What its author wrote, line by line; long text scrolls in a box of its own. */
export const Annotations = ({ notes }: { readonly notes: readonly Note[] }): ReactNode => (
  <section>
    <h3>{t('alerts.annotations')}</h3>
    {notes.length === 0 ? <p className="small muted">{t('alerts.annotations.none')}</p> : (
      <dl className={css['notes']}>
        {notes.map(({ name, text }) => (
          <div key={name}>
            <dt>{clean(name, { max: 120 })}</dt>
            <dd tabIndex={text.length > 400 ? 0 : undefined}>{clean(text, { max: MOST_NOTE, lines: true })}</dd>
          </div>
        ))}
      </dl>
    )}
  </section>
)

const linkWords = (link: AlertLink): string => {
  switch (link.kind) {
    case 'runbook': return t('alerts.runbook')
    case 'dashboard': return t('alerts.link.dashboard')
    case 'generator': return t('alerts.link.generator')
    case 'other': return clean(link.name, { max: 80 })
  }
}
/** Web addresses that came with the alert; each says where it leads. */
export const Links = ({ links }: { readonly links: readonly AlertLink[] }): ReactNode => links.length === 0 ? null : (
  <section>
    <h3>{t('alerts.links')}</h3>
    <ul className={css['links']}>{links.map((link) => <li key={link.name}><Link url={link.url} icon={link.kind === 'runbook' ? 'book' : 'external'}>{linkWords(link)}</Link></li>)}</ul>
  </section>
)

/** Labels; a click filters the list by one. */
export const LabelList = ({ labels, onLabel }: { readonly labels: Labels; readonly onLabel: (matcher: Matcher) => void }): ReactNode => (
  <section>
    <h3>{t('alerts.labels')}</h3>
    <ul className={css['labels']}>
      {Object.entries(labels).map(([name, value]) => (
        <li key={name}>
          <button type="button" data-tip={value.length > 40 ? clean(value, { max: 1_000 }) : t('alerts.labels.tip')} aria-label={t('alerts.label.add', { name: clean(name, { max: 100 }), value: clean(value, { max: 200 }) })} onClick={() => onLabel({ name, value, isEqual: true, isRegex: false })}>
            <i>{clean(name, { max: 100 })}</i>{clean(value, { max: 200 })}
          </button>
        </li>
      ))}
    </ul>
  </section>
)

/** By what an alert is held back: whole silences, alerts to go to, times by name. */
export const HeldBack = ({ alert, state }: { readonly alert: Alert; readonly state: Pick<AppState, 'alerts' | 'silences'> }): ReactNode => {
  const go = useGo()
  return (
    <section>
      <h3><Icon name={alert.silencedBy.length > 0 ? 'mute' : 'eyeOff'} size={14} />{t('alerts.back')}</h3>
      <ul className={css['backs']}>
        {alert.silencedBy.map((id) => <li key={`silence ${id}`}><SilenceOf id={id} alert={alert} silences={state.silences} /></li>)}
        {alert.inhibitedBy.map((id) => {
          const by = alertBy(id, state.alerts)
          return (
            <li key={`alert ${id}`}>
              {by ? <p>{t('alerts.inhibited.by')} <TextButton onClick={() => go({ view: 'alerts', item: by.id })}><b>{clean(by.name, { max: 160 })}</b></TextButton> <span className="muted">{clean(by.service ?? '', { max: 80 })}</span></p>
                : <p>{t('alerts.why.inhibited.unknown', { id: clean(id, { max: 100 }) })}</p>}
            </li>
          )
        })}
        {alert.mutedBy.map((name) => <li key={`time ${name}`}>{t('alerts.why.muted', { name: clean(name, { max: 120 }) })}</li>)}
        {alert.silencedBy.length + alert.inhibitedBy.length + alert.mutedBy.length === 0 && <li>{t('alerts.why.other')}</li>}
      </ul>
    </section>
  )
}

const SilenceOf = ({ id, alert, silences }: { readonly id: string; readonly alert: Alert; readonly silences: AppState['silences'] }): ReactNode => {
  const [{ time: zone }] = useAppearance()
  const silence = silenceOf(id, alert, silences)
  const end = useTicking((now) => (silence === null ? '' : moment(silence.endsAt, now, zone)))
  if (silence === null) return <p>{t('alerts.why.silenced.unknown', { id: clean(id, { max: 100 }) })}</p>
  return (
    <>
      <p><b>{silence.state === 'expired' ? t('alerts.silence.ended', { time: end }) : t('alerts.silence.by', { who: clean(silence.createdBy, { max: 80 }), time: end })}</b></p>
      <p className={css['comment']}>{silence.comment.trim() === '' ? t('alerts.silence.none') : clean(silence.comment, { max: 4_000, lines: true })}</p>
      <ul className={css['chips']}>{silence.matchers.map((m, i) => <li key={i}><Chip mono name={m.name} operator={operatorOf(m)} value={m.value} /></li>)}</ul>
    </>
  )
}

const MOST_BEHIND = 5
/** What this alert holds back. */
export const Behind = ({ alert, alerts, onWhy }: { readonly alert: Alert; readonly alerts: AppState['alerts']; readonly onWhy: () => void }): ReactNode => {
  const go = useGo()
  const list = hiddenBy(alert, alerts)
  if (list.length === 0) return null
  return (
    <section>
      <h3><Icon name="eyeOff" size={14} />{t('alerts.behind')}<span className={css['end']}>{list.length}</span></h3>
      <ul className={css['lines']}>
        {list.slice(0, MOST_BEHIND).map((a) => <li key={a.id}><Glyph tone={a.severity} size={13} /><TextButton onClick={() => go({ view: 'alerts', item: a.id })}>{clean(a.name, { max: 120 })}</TextButton><span className="muted clip">{clean(a.service ?? '', { max: 80 })}</span></li>)}
        {list.length > MOST_BEHIND && <li><TextButton onClick={onWhy}>{t('alerts.more', { count: list.length - MOST_BEHIND })}</TextButton></li>}
      </ul>
    </section>
  )
}

/** Who lists the alert, and when each was last read. */
export const SourceList = ({ alert, state, fresh }: { readonly alert: Alert; readonly state: Pick<AppState, 'sources' | 'ages'>; readonly fresh: ReadonlySet<string> }): ReactNode => {
  const go = useGo()
  return (
    <section>
      <h3>{t('alerts.sources')}</h3>
      <ul className={css['told']}>
        {alert.sources.map((id) => {
          const source = Object.hasOwn(state.sources, id) ? state.sources[id]! : null
          return (
            <li key={id} className={fresh.has(id) ? undefined : 'sev-unknown'} data-stale={!fresh.has(id) || undefined}>
              {source ? <TextButton onClick={() => go({ view: 'sources', item: id })}>{clean(source.name, { max: 80 })}</TextButton> : <span>{clean(id, { max: 80 })}</span>}
              <SourceAge at={state.ages[id]?.alertsAt ?? state.ages[id]?.successAt ?? null} />
              <span className={fresh.has(id) ? 'faint' : 'tone'}>{source === null ? t('alerts.source.gone') : fresh.has(id) ? t(`source.${source.health}`) : t('alerts.source.notFresh')}</span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

const SourceAge = ({ at }: { readonly at: number | null }): ReactNode => {
  const age = useAgeText(at)
  return at === null ? <span>{t('alerts.source.unread')}</span> : <time dateTime={new Date(at).toISOString()} data-tip-at={at}>{t('alerts.source.last', { age })}</time>
}
