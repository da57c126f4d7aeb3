import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react'
import type { JournalEntry } from '@shared/domain/journal'
import { JOURNAL_KINDS, servicesOf } from '@shared/domain/journal-about'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { moment } from '@shared/text/format'
import { useFresh, useGarda } from '../../state/garda'
import { sourceName, sourceSummary } from '../../state/select/sources'
import { useAppearance, useGo } from '../../state/view'
import { Asking, Button, EmptyProof, Icon, Keycap, Panel, Segments, useKeys, useTicking, type KeyBinding } from '../../ui'
import { List } from './List'
import { filterEntries, NO_FILTER, rowsOf, servicesIn, type TimelineFilter } from './rows'
import css from './timeline.module.css'
import { useFeed, type LiveFeed } from './use-feed'
import { environmentOfEntry, placeOf, wordsOf } from './words'

const startedAt = (state: AppState): number => state.meta.startedAt
const KINDS = ['all', ...JOURNAL_KINDS] as const

/** Exactly what happened, newest first. The demo has a journal of its own. */
const TimelineScreen = (): ReactNode => <Timeline key={useGarda(startedAt)} />
export default TimelineScreen

const select = { sources: (s: AppState) => s.sources, environments: (s: AppState) => s.environments }

const Timeline = (): ReactNode => {
  const feed = useFeed()
  const sources = useGarda(select.sources)
  const environments = useGarda(select.environments)
  const go = useGo()
  const [{ time: zone }] = useAppearance()
  const [filter, setFilter] = useState<TimelineFilter>(NO_FILTER)
  const [cursor, setCursor] = useState<{ readonly key: string; readonly at: number } | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const grid = useRef<HTMLDivElement>(null)

  const nameOf = useCallback((id: string): string => sourceName({ sources }, id), [sources])
  const textOf = useCallback((entry: JournalEntry): string => {
    const { says, more } = wordsOf(entry, zone, nameOf)
    return [says, more, environmentOfEntry(entry) ?? '', ...servicesOf(entry)].join(' ')
  }, [zone, nameOf])
  const fitting = useMemo(() => filterEntries(feed.entries, filter, textOf), [feed.entries, filter, textOf])
  const rows = useMemo(() => rowsOf(fitting, zone), [fitting, zone])
  const services = useMemo(() => servicesIn(feed.entries), [feed.entries])
  const places = useMemo(() => new Map(rows.map((row, i) => [row.key, i])), [rows])
  const at = cursor === null ? -1 : (places.get(cursor.key) ?? Math.min(cursor.at, rows.length - 1))
  const filtered = filter !== NO_FILTER && (filter.text !== '' || filter.kind !== 'all' || filter.service !== '')

  const change = (to: Partial<TimelineFilter>): void => { setCursor(null); setFilter((now) => ({ ...now, ...to })) }
  const open = useCallback((index: number): void => {
    const row = rows[index]
    if (!row || row.type === 'day') return
    setCursor({ key: row.key, at: index })
    const place = placeOf(row.entry)
    if (place) go(place)
  }, [rows, go])
  const move = (step: number): void => {
    let next = at + step
    while (rows[next]?.type === 'day') next += step
    const row = rows[next]
    if (row) setCursor({ key: row.key, at: next })
  }
  const group = t('shell.keys.view')
  const bindings: readonly KeyBinding[] = [
    { keys: '/', label: t('timeline.keys.filter'), group, run: () => { field.current?.focus(); field.current?.select() } },
    { keys: 'J', label: t('timeline.keys.next'), group, repeat: true, run: () => move(1) },
    { keys: 'K', label: t('timeline.keys.previous'), group, repeat: true, run: () => move(-1) },
    { keys: '↓', label: t('timeline.keys.next'), group, repeat: true, unlisted: true, run: () => move(1) },
    { keys: '↑', label: t('timeline.keys.previous'), group, repeat: true, unlisted: true, run: () => move(-1) },
    { keys: 'Enter', label: t('timeline.keys.open'), group, run: () => open(at) },
    { keys: 'Home', label: t('timeline.keys.top'), group, run: () => setCursor(rows[1] ? { key: rows[1].key, at: 1 } : null) }
  ]
  useKeys('screen', bindings)
  return (
    <div className={css['screen']}>
      <header className={css['head']}>
        <h1 className="display">{t('timeline.title')}</h1>
        <Summary feed={feed} shown={fitting.length} filtered={filtered} />
      </header>
      <div className={css['filters']}>
        <label className={css['field']}><Icon name="search" /><span className="sr-only">{t('timeline.filter')}</span>
          <input ref={field} type="search" value={filter.text} placeholder={t('timeline.filter.placeholder')} spellCheck={false} onChange={(e) => change({ text: e.target.value })}
            onKeyDown={(e) => {
              if (e.key === 'Escape') { e.preventDefault(); if (filter.text === '') field.current?.blur(); else change({ text: '' }) }
              else if (e.key === 'Enter' || e.key === 'ArrowDown') { e.preventDefault(); grid.current?.focus({ preventScroll: true }); move(1) }
            }} />
          <Keycap>/</Keycap>
        </label>
        <Segments label={t('timeline.kind')} value={filter.kind} onChange={(kind) => change({ kind })} options={KINDS.map((value) => ({ value, label: t(`timeline.kind.${value}`) }))} />
        {services.length > 0 && (
          <label className={css['choice']}><span className="sr-only">{t('timeline.service')}</span>
            <select value={filter.service} onChange={(e) => change({ service: e.target.value })}>
              <option value="">{t('timeline.service.all')}</option>
              {services.map((name) => <option key={name} value={name}>{clean(name, { max: 80 })}</option>)}
            </select>
          </label>
        )}
        {filtered && <Button small look="quiet" icon="x" onClick={() => change(NO_FILTER)}>{t('timeline.clear')}</Button>}
      </div>
      {feed.failure !== null && <p role="alert" className={css['failed']}>{t('timeline.failed', { reason: clean(feed.failure, { max: 300 }) })} <Button small onClick={feed.again}>{t('timeline.again')}</Button></p>}
      {rows.length > 0 ? <List rows={rows} at={at} grid={grid} zone={zone} environments={environments} nameOf={nameOf} feed={feed} filtered={filtered} onRow={open} />
        : !feed.read ? feed.failure === null && <Panel><div className={css['asking']}><Asking words={t('timeline.asking')} /></div></Panel>
          : <Empty feed={feed} filtered={filtered} />}
    </div>
  )
}

const useBack = (feed: LiveFeed): string => {
  const [{ time: zone }] = useAppearance()
  const oldest = feed.entries.at(-1)?.at ?? null
  return useTicking((now) => (oldest === null ? '' : moment(oldest, now, zone)))
}

const Summary = ({ feed, shown, filtered }: { readonly feed: LiveFeed; readonly shown: number; readonly filtered: boolean }): ReactNode => {
  const time = useBack(feed)
  const count = feed.entries.length
  return (
    <span className="faint small" role="status">
      {count === 0 ? '' : filtered ? t('timeline.summary.of', { shown, count, time }) : t('timeline.summary', { count, time })}
      {feed.unread > 0 && ` ${t('timeline.unread', { count: feed.unread })}`}
    </span>
  )
}

const watched = { sources: (s: AppState) => s.sources, ages: (s: AppState) => s.ages }
/** Why there is nothing, with what shows that it is so. */
const Empty = ({ feed, filtered }: { readonly feed: LiveFeed; readonly filtered: boolean }): ReactNode => {
  const [{ time: zone }] = useAppearance()
  const fresh = useFresh()
  const summary = sourceSummary({ sources: useGarda(watched.sources), ages: useGarda(watched.ages) }, fresh)
  const started = useGarda(startedAt)
  const since = useTicking((now) => moment(started, now, zone))
  const back = useBack(feed)
  const more = feed.next === null ? undefined : <Button small disabled={feed.asking} onClick={feed.older}>{t('timeline.more')}</Button>
  return (
    <Panel>
      {filtered && feed.entries.length > 0
        ? <EmptyProof sure={false} title={t('timeline.empty.filter')} lines={[t('timeline.empty.filter.back', { count: feed.entries.length, time: back })]} action={more} />
        : <EmptyProof sure={summary.fresh === summary.total && summary.total > 0} title={t('timeline.empty')} lines={[t('timeline.empty.since', { time: since }), t('timeline.empty.sources', { fresh: summary.fresh, total: summary.total })]} />}
    </Panel>
  )
}
