import { memo, useMemo, type ReactNode } from 'react'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clock, day } from '@shared/text/format'
import { useGarda } from '../../state/garda'
import { useAppearance } from '../../state/view'
import { DemoTag, EnvTag, Glyph, useNow, useNowOrSince, type Tone } from '../../ui'
import { titleSize, type Frame } from './measures'
import { toneOf } from './situation'
import type { Watched } from './use-watched'
import css from './wall.module.css'
import { headlineOf, underlineOf } from './words'

const NO_AGES: AppState['ages'] = {}
const select = { sources: (s: AppState) => s.sources, ages: (s: AppState) => s.ages, none: () => NO_AGES, mode: (s: AppState) => s.meta.mode }

const MINUTE_MS = 60_000
/** How long something lasts is told anew so often: eyes three metres away need no more. */
const STEP_MS = 5_000
/** Units that glyph, clock and rims take of the head's width. */
const BESIDE = { tall: { wide: 860, upright: 300 }, low: { wide: 660, upright: 220 } } as const

/** The state in shape and words, and the time. `low`: the board below is the matter. */
export const Head = memo(({ watched, frame, low = false }: { readonly watched: Watched; readonly frame: Frame; readonly low?: boolean }): ReactNode => {
  const { situation } = watched
  const title = headlineOf(situation)
  const size = titleSize(title, { width: frame.width - BESIDE[low ? 'low' : 'tall'][frame.upright ? 'upright' : 'wide'], most: low ? 76 : 116, lines: low ? 1 : 2 })
  return (
    <header className={css['head']} data-low={low || undefined}>
      <State tone={toneOf(situation)} held={(situation.is === 'trouble' || situation.is === 'page') && situation.held}>
        <h1 className="display" style={{ fontSize: `calc(${size} * var(--u))` }}>{title}</h1>
        <Underline watched={watched} />
      </State>
      <TheClock />
    </header>
  )
})
Head.displayName = 'Head'

/** Glyph and words of a head. */
export const State = ({ tone, held = false, children }: { readonly tone: Tone; readonly held?: boolean; readonly children: ReactNode }): ReactNode => (
  <div className={`${css['state']} sev-${tone}`} data-tone={tone}><Glyph tone={tone} hold={held ? 'held' : 'open'} /><div>{children}</div></div>
)

const Underline = ({ watched: { situation, rows, environment } }: { readonly watched: Watched }): ReactNode => {
  const [{ time: zone }] = useAppearance()
  const sources = useGarda(select.sources)
  // they change at every poll, and are told of only where nobody answers
  const ages = useGarda(situation.is === 'blind' ? select.ages : select.none)
  const mode = useGarda(select.mode)
  const now = useNowOrSince(STEP_MS)
  const pieces = useMemo(() => underlineOf(situation, { rows, sources, ages }, now, zone), [situation, rows, sources, ages, now, zone])
  return (
    <p className={css['under']}>
      {environment && <EnvTag environment={environment} />}{mode === 'demo' && <DemoTag />}
      <span>{pieces.map((piece, i) => <span key={i}>{i > 0 && ' '}{piece.strong ? <b>{piece.text}</b> : piece.text}</span>)}</span>
    </p>
  )
}

/** The hour large, the other zone's beside the day. */
export const TheClock = (): ReactNode => {
  const [{ time: zone }] = useAppearance()
  const other = zone === 'utc' ? 'local' : 'utc'
  const now = useNow(MINUTE_MS)
  const main = clock(now, zone)
  const minor = `${day(now, zone)}, ${clock(now, other)}`
  return <div className={css['clock']}><time className="display">{main}</time><p className="num">{minor} {t(other === 'utc' ? 'common.utc' : 'common.local')}</p></div>
}
