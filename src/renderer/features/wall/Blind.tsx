import { memo, type ReactNode } from 'react'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { failureText } from '@shared/text/failure'
import { duration, stamp } from '@shared/text/format'
import { useGarda } from '../../state/garda'
import { useAppearance } from '../../state/view'
import { useTicking } from '../../ui'
import { Asking } from './Asking'
import { Head } from './Head'
import { Matrix } from './Matrix'
import { matrixHeight, type Room } from './grid'
import type { Frame } from './measures'
import { newestAnswer, type Situation } from './situation'
import type { Watched } from './use-watched'
import css from './wall.module.css'

const select = { sources: (s: AppState) => s.sources, ages: (s: AppState) => s.ages, startedAt: (s: AppState) => s.meta.startedAt }
const MOST_REASONS = 3

/** When something was heard last; null: never. */
const lastOf = (situation: Situation, ages: AppState['ages']): number | null =>
  (situation.is === 'stopped' ? situation.since : situation.is === 'blind' ? newestAnswer(ages, situation.tellers) : null)

/** Nothing is known now: how long that has been so, larger than all else, and why. No graph, which would look like one of now. */
export const Blind = memo(({ watched, frame, room }: { readonly watched: Watched; readonly frame: Frame; readonly room: Room }): ReactNode => {
  const { situation, rows, calls } = watched
  const [{ time: zone }] = useAppearance()
  const sources = useGarda(select.sources)
  const ages = useGarda(select.ages)
  const at = lastOf(situation, ages)
  const startedAt = useGarda(select.startedAt)
  // what has never answered has not since Garda began
  const since = at ?? (situation.is === 'blind' ? startedAt : null)
  const age = useTicking((now) => (since === null ? '' : duration(now - since)))
  const height = rows.length === 0 ? 0 : matrixHeight(rows.length, room) * 0.8
  const reasons = situation.is !== 'blind' ? [] : situation.tellers.flatMap((id) => { const s = sources[id]; return s?.failure ? [failureText(s.failure, clean(s.name, { max: 40 }))] : [] })
  return (
    <>
      <Head watched={watched} frame={frame} />
      <div className={css['blind']}>
        <Asking calls={calls} />
        {age && <p className="display num sev-unknown tone">{age}</p>}
        {age && <h2>{t(situation.is === 'stopped' ? 'wall.stopped.age' : 'wall.blind.age')}</h2>}
        {at !== null && <small>{t('wall.blind.then', { time: stamp(at, zone) })}</small>}
        {reasons.slice(0, MOST_REASONS).map((reason) => <small key={reason}>{reason}</small>)}
      </div>
      {rows.length > 0 && <Matrix rows={rows} calls={calls} width={room.width} height={height} />}
    </>
  )
})
Blind.displayName = 'Blind'
