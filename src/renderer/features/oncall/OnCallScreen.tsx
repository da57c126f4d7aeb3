import { useEffect, useState, type ReactNode } from 'react'
import { FOR_GOOD, type Roster } from '@shared/domain/on-call'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { useBridge, useFresh, useGarda } from '../../state/garda'
import { useAppearance } from '../../state/view'
import { Age, Asking, Button, DataAge, DemoTag, EmptyProof, Moment, Panel, useKeys, useNow } from '../../ui'
import { Ahead } from './Ahead'
import { Gardas } from './Gardas'
import css from './oncall.module.css'
import { deskText, fromText, standingOf, untilText, type Standing } from './standing'

const select = { meta: (s: AppState) => s.meta, ages: (s: AppState) => s.ages, problem: (s: AppState) => s.notices['calendar-refused']?.at ?? 0 }
const MINUTE = 60_000

/** Asked anew when another shift holds, when the calendar fares otherwise, and once a minute. */
const useRoster = (): { readonly roster: Roster | null; readonly failure: string | null } => {
  const bridge = useBridge()
  const { shift, mode } = useGarda(select.meta)
  const problem = useGarda(select.problem)
  const minute = useNow(MINUTE)
  const [roster, setRoster] = useState<Roster | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  useEffect(() => {
    let here = true
    bridge.roster().then(
      (told) => { if (here) { setRoster(told); setFailure(null) } },
      (error: unknown) => { if (here) setFailure(error instanceof Error ? error.message : String(error)) }
    )
    return () => { here = false }
  }, [bridge, shift, mode, problem, minute])
  return { roster, failure }
}

/** Who is on call now, who follows, and from where that is known. */
const OnCallScreen = (): ReactNode => {
  const meta = useGarda(select.meta)
  const { roster, failure } = useRoster()
  const standing = standingOf(meta)
  return (
    <div className={css['screen']}>
      <header className={css['head']}>
        <h1 className="display">{t('onCall.title')}</h1>
        {meta.mode === 'demo' && <DemoTag />}
      </header>
      {failure !== null && <Panel><EmptyProof sure={false} title={t('onCall.unread')} lines={[clean(failure, { max: 300 })]} /></Panel>}
      {standing.by !== 'nobody' && <Who standing={standing} />}
      {roster === null
        ? failure === null && <Asking words={t('shell.opening', { what: t('onCall.title') })} />
        : (
          <div className={css['columns']}>
            <div>{standing.by === 'nobody' ? <Nobody roster={roster} /> : <Ahead roster={roster} fromSource={standing.by === 'source'} />}</div>
            <div>
              <Panel title={t('onCall.desk')}><p className={css['words']}>{deskText(roster, meta)}</p></Panel>
              <Gardas roster={roster} />
              <Whence roster={roster} standing={standing} />
            </div>
          </div>
        )}
    </div>
  )
}
export default OnCallScreen

const Who = ({ standing }: { readonly standing: Standing }): ReactNode => {
  const [{ time: zone }] = useAppearance()
  const now = useNow(1000)
  return (
    <div className={css['who']}>
      <Panel title={t('onCall.now')} className={css['person'] ?? ''}>
        <p className="display">{standing.now ? clean(standing.now.name, { max: 80 }) : t('onCall.now.nobody')}</p>
        <p className="muted">{standing.now ? standing.now.until === FOR_GOOD ? untilText(FOR_GOOD, now, zone) : <Moment at={standing.now.until}>{untilText(standing.now.until, now, zone)}</Moment> : t('onCall.now.nobody.body')}</p>
      </Panel>
      <Panel title={t('onCall.next')} className={css['person'] ?? ''}>
        <p className="display">{standing.next ? clean(standing.next.name, { max: 80 }) : t('onCall.next.nobody')}</p>
        <p className="muted">{standing.next ? <Moment at={standing.next.from}>{fromText(standing.next.from, now, zone)}</Moment> : t(standing.by === 'source' ? 'onCall.fromSource' : 'onCall.next.nobody.body')}</p>
      </Panel>
    </div>
  )
}

/** An honest empty state: what that means for pages, and what to write. */
const Nobody = ({ roster }: { readonly roster: Roster }): ReactNode => {
  const bridge = useBridge()
  const [said, setSaid] = useState('')
  const copy = (): void => {
    const wrong = (reason: string): void => setSaid(t('onCall.copy.failed', { reason: clean(reason, { max: 200 }) }))
    bridge.copyText(t('onCall.empty.example')).then((done) => { if (done.ok) setSaid(t('common.copied')); else wrong(done.reason) }, (error: unknown) => wrong(String(error)))
  }
  const unread = roster.calendar?.readAt === null
  useKeys('screen', unread ? [] : [{ keys: 'C', label: t('onCall.keys.copy'), group: t('shell.keys.view'), run: copy }])
  if (unread) return <Panel><EmptyProof sure={false} title={t('onCall.empty')} lines={[t('onCall.empty.unread')]} /></Panel>
  return (
    <Panel>
      <EmptyProof sure={false} title={t('onCall.empty')} lines={[...(roster.calendar === null ? [] : [t('onCall.empty.calendar')]), t('onCall.empty.body')]} />
      <pre className={css['example']} aria-label={t('onCall.empty.label')}><code>{t('onCall.empty.example')}</code></pre>
      <p className={css['acts']}><Button icon="copy" keys="C" onClick={copy}>{t('onCall.keys.copy')}</Button><span role="status" className="small muted">{said}</span></p>
    </Panel>
  )
}

const Whence = ({ roster, standing }: { readonly roster: Roster; readonly standing: Standing }): ReactNode => {
  const [{ time: zone }] = useAppearance()
  const ages = useGarda(select.ages)
  const fresh = useFresh()
  const { calendar, people, handover } = roster
  return (
    <Panel title={t('onCall.from')}>
      <dl className={css['facts']}>
        {standing.source !== null && <div><dt>{t('onCall.fact.source')}</dt><dd><DataAge source={standing.source} at={ages[standing.source]?.successAt ?? null} stale={!fresh.has(standing.source)} /></dd></div>}
        {calendar && <div><dt>{t('onCall.fact.calendar')}</dt><dd>{calendar.place}</dd></div>}
        {calendar && <div><dt>{t('onCall.fact.read')}</dt><dd>{calendar.readAt === null ? t('onCall.read.never') : <><Age at={calendar.readAt} focusable /> {t('onCall.read.ago')}</>}</dd></div>}
        {people.length > 0 && <div><dt>{t('onCall.fact.turn')}</dt><dd>{people.map((p) => clean(p, { max: 80 })).join(', ')}</dd></div>}
        {people.length > 0 && <div><dt>{t('onCall.fact.handover')}</dt><dd>{t('onCall.fact.handover.value', { at: handover.at, every: handover.every })}</dd></div>}
        {standing.by !== 'source' && <div><dt>{t('onCall.fact.zone')}</dt><dd>{handover.zone}</dd></div>}
        {standing.by !== 'source' && <div><dt>{t('onCall.fact.overrides')}</dt><dd>{roster.overrides === 0 ? t('onCall.fact.overrides.none') : roster.overrides}</dd></div>}
      </dl>
      {calendar?.problem && (
        <p role="alert" className={css['wrong']}>
          {t(calendar.readAt === null ? 'onCall.problem.none' : 'onCall.problem.kept')} {t('onCall.problem', { line: calendar.problem.line ?? 0, reason: clean(calendar.problem.reason, { max: 300 }) })}
        </p>
      )}
      {standing.by !== 'source' && <p className={`${css['words']} small faint`}>{t('onCall.zone.of', { zone: handover.zone, shown: t(zone === 'utc' ? 'onCall.zone.utc' : 'onCall.zone.local') })}</p>}
    </Panel>
  )
}
