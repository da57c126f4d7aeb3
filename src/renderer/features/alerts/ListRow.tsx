import { memo, useMemo, type ReactNode } from 'react'
import { firingSince, summaryOf, type Alert, type Held } from '@shared/domain/alert'
import type { SourceStatus } from '@shared/domain/source'
import type { AppState, Table } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { moment } from '@shared/text/format'
import { useGarda } from '../../state/garda'
import { environmentOf } from '../../state/select/environments'
import type { AlertGroup } from '../../state/select/groups'
import { sourceName } from '../../state/select/sources'
import { useAppearance } from '../../state/view'
import { Age, EnvTag, Glyph, Icon, useTicking } from '../../ui'
import css from './alerts.module.css'
import { stateWord } from './evidence'
import { instanceName, instancesOf, readingOf, type Row } from './rows'
import { holdOf, initials, isUnseen, lastSeenAt, letterOf, seenSeverity, sourcesOf, toneOf } from './seen'

export interface ListRowProps {
  readonly row: Row
  readonly index: number
  readonly id: string
  /** Where the keys are. */
  readonly current: boolean
  /** Its details are shown. */
  readonly opened: boolean
  readonly fresh: ReadonlySet<string>
  readonly sources: Table<SourceStatus>
  readonly environments: AppState['environments']
}

const MOST_TEXT = 300

/** One line of the list; whoever holds it listens for clicks. */
export const ListRow = memo((props: ListRowProps): ReactNode => {
  const { row } = props
  switch (row.kind) {
    case 'group': return <GroupRow {...props} group={row.group} open={row.open} />
    case 'instance': {
      const { sorted, names } = instancesOf(row.group)
      const alert = sorted[row.place]
      return alert ? <InstanceRow {...props} group={row.group} alert={alert} name={instanceName(alert, names)} /> : null
    }
    case 'more': return <MoreRow {...props} rest={instancesOf(row.group).sorted.slice(row.from)} />
    case 'section': return (
      <div role="row" id={props.id} aria-rowindex={props.index + 2} aria-level={1} className={`${css['row']} ${css['section']} caption`}><span role="gridcell" aria-colspan={10}>{t('alerts.pending')}</span></div>
    )
  }
})
ListRow.displayName = 'ListRow'

const frame = ({ id, index, current, opened }: ListRowProps, level: number): Readonly<Record<string, unknown>> =>
  ({ role: 'row', id, 'aria-rowindex': index + 2, 'aria-level': level, 'aria-selected': opened, 'data-index': index, 'data-current': current || undefined, 'data-opened': opened || undefined })

const GroupRow = (props: ListRowProps & { readonly group: AlertGroup; readonly open: boolean | null }): ReactNode => {
  const { group, open, fresh, sources, environments, current } = props
  const seen = seenSeverity(group, fresh)
  const unseen = seen === null && group.state !== 'resolved'
  const tone = toneOf({ severity: seen ?? group.severity, state: group.state }, unseen)
  const hold = holdOf({ state: group.state, held: group.held })
  const word = unseen ? t('alerts.state.unseen') : stateWord({ ...group.lead, held: group.held })
  return (
    <div {...frame(props, 1)} aria-expanded={open ?? undefined} className={`${css['row']} ${css['group']} sev-${tone}`} data-quiet={hold !== 'open' || group.state !== 'firing' || undefined}>
      <span role="gridcell" className={css['fold']} data-fold={open === null ? undefined : ''}>{open !== null && <Icon name={open ? 'chevronDown' : 'chevron'} size={11} />}</span>
      <span role="gridcell">{group.state === 'suppressed' && !unseen ? <Icon name={group.lead.silencedBy.length > 0 ? 'mute' : 'eyeOff'} size={15} label={word} /> : <Glyph tone={tone} hold={unseen ? 'open' : hold} size={15} />}</span>
      <span role="gridcell" className={css['name']}>
        <b className="clip">{clean(group.name, { max: 200 })}</b>
        {group.alerts.length > 1 && <span className={css['count']}><span aria-hidden="true">{group.alerts.length}</span><span className="sr-only">{t('alerts.instances', { count: group.alerts.length })}</span></span>}
      </span>
      <span role="gridcell" className="clip muted">{unseen ? <Last alert={group.lead} text={summaryOf(group.lead)} /> : clean(summaryOf(group.lead), { max: MOST_TEXT })}</span>
      <span role="gridcell" className="clip" data-column="service">{group.service === null ? '' : clean(group.service, { max: 120 })}</span>
      <span role="gridcell" data-column="env"><EnvTag environment={environmentOf(environments, group.environment)} /></span>
      <span role="gridcell" className={css['since']}><Age at={group.state === 'resolved' ? group.lead.endsAt : group.firingAt} focusable={current} /></span>
      <span role="gridcell" className={css['state']} data-tone={tone !== 'warning' && hold === 'open' && group.state === 'firing' ? '' : undefined}>{word}</span>
      <SeenBy ids={sourcesOf(group)} sources={sources} fresh={fresh} />
      <span role="gridcell" data-column="held">{group.state === 'resolved' ? null : <Avatar held={group.held} />}</span>
    </div>
  )
}

const InstanceRow = (props: ListRowProps & { readonly group: AlertGroup; readonly alert: Alert; readonly name: string }): ReactNode => {
  const { group, alert, name, fresh, sources, current } = props
  const unseen = isUnseen(alert, fresh)
  const differs = alert.severity !== group.severity || alert.state !== group.state || unseen
  return (
    <div {...frame(props, 2)} className={`${css['row']} ${css['instance']} sev-${toneOf(alert, unseen)}`}>
      <span role="gridcell" />
      <span role="gridcell" className={css['tree']}>{differs && <Glyph tone={toneOf(alert, unseen)} hold={unseen ? 'open' : holdOf(alert)} size={13} />}</span>
      <span role="gridcell" className="clip muted"><code>{name}</code></span>
      <span role="gridcell" className="clip muted">{unseen ? <Last alert={alert} text={readingOf(alert, group)} /> : clean(readingOf(alert, group), { max: MOST_TEXT })}</span>
      <span role="gridcell" data-column="service" /><span role="gridcell" data-column="env" />
      <span role="gridcell" className={css['since']}><Age at={alert.state === 'resolved' ? alert.endsAt : firingSince(alert)} focusable={current} /></span>
      <span role="gridcell" className={css['state']}>{unseen ? t('alerts.state.unseen') : stateWord(alert)}</span>
      <SeenBy ids={alert.sources} sources={sources} fresh={fresh} />
      <span role="gridcell" data-column="held">{alert.held && (group.held === null || alert.held.by !== group.held.by) ? <Avatar held={alert.held} /> : null}</span>
    </div>
  )
}

const MoreRow = (props: ListRowProps & { readonly rest: readonly Alert[] }): ReactNode => {
  const [{ time: zone }] = useAppearance()
  const oldest = props.rest.reduce((at, a) => Math.min(at, firingSince(a)), Infinity)
  const time = useTicking((now) => moment(oldest, now, zone))
  return (
    <div {...frame(props, 2)} className={`${css['row']} ${css['instance']}`}>
      <span role="gridcell" /><span role="gridcell" className={css['tree']} />
      <span role="gridcell" className={`${css['rest']} muted`} aria-colspan={8}>{t('alerts.more.since', { count: props.rest.length, time })}</span>
    </div>
  )
}

/** What was last known, dated. */
const Last = ({ alert, text }: { readonly alert: Alert; readonly text: string }): ReactNode => {
  const [{ time: zone }] = useAppearance()
  const at = useGarda(useMemo(() => (s: AppState) => lastSeenAt(alert, s.ages), [alert]))
  const words = { severity: t(`severity.${alert.severity}`), sentence: clean(text, { max: MOST_TEXT }) }
  const time = useTicking((now) => (at === null ? '' : moment(at, now, zone)))
  return <>{at === null ? t('alerts.unseen.never', words) : t('alerts.unseen', { ...words, time })}</>
}

const MOST_LETTERS = 3
const SeenBy = ({ ids, sources, fresh }: { readonly ids: readonly string[]; readonly sources: Table<SourceStatus>; readonly fresh: ReadonlySet<string> }): ReactNode => (
  <span role="gridcell" className={css['sources']} data-column="seen">
    {ids.slice(0, MOST_LETTERS).map((id) => <Letter key={id} id={id} letter={letterOf(id, sources)} name={clean(sourceName({ sources }, id), { max: 60 })} stale={!fresh.has(id)} />)}
    {ids.length > MOST_LETTERS && <span className="caption" role="img" aria-label={t('alerts.source.more', { count: ids.length - MOST_LETTERS })} data-tip={ids.slice(MOST_LETTERS).map((id) => clean(sourceName({ sources }, id), { max: 60 })).join('\n')}>+{ids.length - MOST_LETTERS}</span>}
  </span>
)

/** A source by its letter; only one that is stale follows its age. */
const Letter = ({ id, letter, name, stale }: { readonly id: string; readonly letter: string; readonly name: string; readonly stale: boolean }): ReactNode => {
  const at = useGarda(useMemo(() => (s: AppState) => (stale ? (s.ages[id]?.successAt ?? null) : null), [id, stale]))
  return <span role="img" className={css['letter']} data-stale={stale || undefined} aria-label={stale ? `${name}, ${t('alerts.source.notFresh')}` : name} data-tip={name} data-tip-at={at ?? undefined}>{letter}</span>
}

/** Who has it, by initials; a dashed ring when nobody has. */
export const Avatar = ({ held }: { readonly held: Held | null }): ReactNode => {
  const [{ time: zone }] = useAppearance()
  const time = useTicking((now) => (held === null ? '' : moment(held.since, now, zone)))
  if (held === null) return <span role="img" className={css['avatar']} data-nobody aria-label={t('alerts.nobody')} data-tip={t('alerts.nobody')} />
  const words = t('alerts.held', { who: clean(held.by, { max: 60 }), time })
  return <span role="img" className={css['avatar']} aria-label={words} data-tip={words}>{initials(held.by)}</span>
}

