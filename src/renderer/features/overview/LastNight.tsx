import type { ReactNode } from 'react'
import type { DigestAlert, NightDigest } from '@shared/domain/night-watch'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { clock, duration, moment } from '@shared/text/format'
import { useBridge } from '../../state/garda'
import { useAppearance, useGo } from '../../state/view'
import { Button, Glyph, Moment, Panel, TextButton, useTicking } from '../../ui'
import css from './overview.module.css'

/** Of each part so many are named. */
const NAMED = 4

/** The night in one panel, until somebody closes it: what fired, what paged, what ended by itself, what is open, what could not be seen, which silences end today. */
export const LastNight = ({ digest }: { readonly digest: NightDigest }): ReactNode => {
  const bridge = useBridge()
  const go = useGo()
  const [{ time: zone }] = useAppearance()
  const from = useTicking((now) => moment(digest.from, now, zone))
  const to = useTicking((now) => moment(digest.to, now, zone))
  const span = <><Moment at={digest.from}>{from}</Moment> {t('watch.night.to')} <Moment at={digest.to}>{to}</Moment></>
  const { fired, paged, resolved, open, silences, unseen } = digest
  const alerts = (list: readonly DigestAlert[]): readonly ReactNode[] => list.slice(0, NAMED).map((a) => (
    <TextButton key={a.id} onClick={() => go({ view: 'alerts', item: a.id })}><Glyph tone={a.severity} size={12} /><span>{clean(a.service === null ? a.name : t('notify.nameAt', { name: a.name, service: a.service }), { max: 80 })}</span></TextButton>
  ))
  return (
    <Panel title={t('watch.night')} note={span} className={css['night'] ?? ''} end={<>
      <Button small look="quiet" onClick={() => go({ view: 'timeline', item: null })}>{t('watch.night.timeline')}</Button>
      <Button small look="quiet" icon="x" onClick={() => void bridge.nightWatch({ do: 'close' })}>{t('watch.night.close')}</Button>
    </>}>
      <dl>
        <Part name={t('watch.night.open')} count={open.count + unseen.pages.count} shown={[...unseen.pages.list.map((p) => <span key={p.id}><Glyph tone={p.severity} size={12} /><span>{clean(p.title, { max: 80 })}</span></span>), ...alerts(open.alerts)].slice(0, NAMED)} />
        {unseen.sources.count > 0 && <Part name={t('watch.night.unseen')} count={unseen.sources.count} shown={unseen.sources.list.slice(0, NAMED).map((s) => (
          <TextButton key={s.id} onClick={() => go({ view: 'sources', item: s.id })}><Glyph tone="unknown" size={12} /><span>{t('watch.digest.unseen.one', { name: clean(s.name, { max: 60 }), duration: duration(s.ms), still: s.still ? 'yes' : 'no' })}</span></TextButton>
        ))} />}
        <Part name={t('watch.night.paged')} count={paged.count} shown={paged.pages.slice(0, NAMED).map((p) => <span key={p.id}><Glyph tone={p.severity} size={12} /><span>{clean(p.title, { max: 80 })} <i><Moment at={p.at}>{clock(p.at, zone)}</Moment>, {p.by === null ? t('watch.night.untaken') : t('watch.night.by', { by: clean(p.by, { max: 40 }) })}</i></span></span>)} />
        <Part name={t('watch.night.fired')} count={fired.count} shown={alerts(fired.alerts)} />
        <Part name={t('watch.night.resolved')} count={resolved.count} shown={alerts(resolved.alerts)} />
        <Part name={t('watch.night.silences')} count={silences.count} shown={silences.list.slice(0, NAMED).map((s) => <span key={s.id}><span>{clean(s.comment, { max: 80 })}, <Moment at={s.endsAt}>{clock(s.endsAt, zone)}</Moment></span></span>)} />
      </dl>
      {(digest.unwatchedMs >= 60_000 || digest.partial) && <p className="sev-unknown small"><Glyph tone="unknown" size={14} silent /><span className="tone">{[
        digest.unwatchedMs >= 60_000 ? t('watch.digest.unwatched', { duration: duration(digest.unwatchedMs) }) : '', digest.partial ? t('watch.digest.partial') : ''
      ].filter(Boolean).join(' ')}</span></p>}
    </Panel>
  )
}

const Part = ({ name, count, shown }: { readonly name: string; readonly count: number; readonly shown: readonly ReactNode[] }): ReactNode => (
  <div><dt>{name}</dt><dd><b className="num">{count}</b>{count === 0 ? null : <span className={css['names']}>{shown}{count > shown.length && <span>{t('watch.night.more', { count: count - shown.length })}</span>}</span>}</dd></div>
)
