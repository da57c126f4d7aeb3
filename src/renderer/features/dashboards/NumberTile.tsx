import { useMemo, type CSSProperties, type ReactNode } from 'react'
import type { Tile } from '@shared/grafana/model'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import type { Zone } from '@shared/text/format'
import { Sparkline, type Reading, type Sheet } from '../../charts'
import { Glyph } from '../../ui'
import type { TileData } from './answers'
import { readingsOf, samplesOf, sparkFor } from './figures'
import { Frame, type FrameProps } from './Frame'
import css from './dashboards.module.css'

export interface NumberTileProps extends FrameProps {
  readonly tile: Tile
  /** Null: nothing was answered yet. */
  readonly data: TileData | null
  readonly from: number
  readonly to: number
  readonly stepMs: number
  readonly zone: Zone
  readonly width: number
  readonly height: number
}

/** Pixels of a tile that are not its body, and the height of a small line. */
const AROUND = 26
const SPARK = 34
/** In less there is room for the number only. */
const ROOMY = 110
/** A list that is so wide has room for a small line in each of its rows. */
const LINED = { from: 300, width: 96, height: 18 } as const

/** A stat, a gauge or bars: each series as one number. */
export const NumberTile = ({ tile, data, from, to, stepMs, zone, width, height, ...frame }: NumberTileProps): ReactNode => {
  const { readings, more } = useMemo(() => (data ? readingsOf(tile, data, { to, stepMs, zone }) : { readings: [], more: 0 }), [tile, data, to, stepMs, zone])
  const kind = tile.show.as
  const list = readings.length > 1 || (kind === 'bars' && readings.length > 0)
  const lined = tile.show.as === 'stat' && tile.show.spark === true && (list ? width >= LINED.from : readings.length === 1 && height >= ROOMY && width > 2 * AROUND)
  // each series has its reading at the same place
  const sparks = useMemo(() => (lined && data ? readings.map((_, i) => sparkFor(data.series[i]!, { from, to }, stepMs)) : []), [lined, readings, data, from, to, stepMs])
  const lines = sparks.some((one) => one !== null)
  const line = (i: number, lineWidth: number, lineHeight: number): ReactNode => sparks[i] && <Sparkline reading={sparks[i]} signal="latency" from={from} to={to} width={lineWidth} height={lineHeight} />
  /** In a picture there may be room for what has none on the screen. */
  const ways = (): Pick<Extract<Sheet['body'], { readonly kind: 'readings' }>, 'lines'> =>
    (tile.show.as === 'stat' && tile.show.spark === true && data ? { lines: { from, to, of: readings.map((_, i) => sparkFor(data.series[i]!, { from, to }, stepMs)) } } : {})
  const says = (): Pick<Sheet, 'body' | 'more'> => ({
    more, body: data && data.text !== null
      ? { kind: 'words', paragraphs: [{ text: clean(data.text, { max: 20_000 }), strong: false, code: false }], links: [] }
      : { kind: 'readings', form: kind === 'bars' ? 'bars' : kind === 'gauge' ? 'meter' : 'numbers', named: tile.show.as === 'stat' && tile.show.text !== 'value', readings, samples: data ? samplesOf(data) : [], ...ways() }
  })
  return (
    <Frame {...frame} says={says}>
      {data && data.text !== null && <p className={css['big']}>{clean(data.text, { max: 200 })}</p>}
      {data && data.text === null && readings.length === 0 && <Nothing words={clean(tile.format.absent ?? '', { max: 80 })} />}
      {readings.length === 1 && kind !== 'bars' && <One reading={readings[0]!} meter={kind === 'gauge'} named={tile.show.as === 'stat' && tile.show.text !== 'value'} small={height < 130} />}
      {!list && line(0, width - AROUND, SPARK)}
      {list && (
        <ul className={css['readings']} data-bars={kind !== 'stat' || undefined} data-lines={lines || undefined}>
          {readings.map((one, i) => <Line key={one.key} reading={one} bar={kind !== 'stat'} beside={lines && <span>{line(i, LINED.width, LINED.height)}</span>} />)}
        </ul>
      )}
      {more > 0 && <p className="faint small">{t('charts.more', { count: more })}</p>}
    </Frame>
  )
}

/** That nothing was answered is said as what it is. */
const Nothing = ({ words }: { readonly words: string }): ReactNode => <p className={`${css['nothing']} sev-unknown`}><Glyph tone="unknown" size={14} /><span>{words || t('charts.noData')}</span></p>

const toneOf = (reading: Reading): string => (reading.tone === null ? '' : `sev-${reading.tone} tone`)

const One = ({ reading, meter, named, small }: { readonly reading: Reading; readonly meter: boolean; readonly named: boolean; readonly small: boolean }): ReactNode => (
  <div className={css['one']}>
    {named && reading.name !== '' && <span className="muted small clip">{reading.name}</span>}
    <p className={`${css['big']} ${toneOf(reading)}`} data-small={small || reading.number.length > 7 || undefined}>
      {(reading.tone === 'critical' || reading.tone === 'warning') && <Glyph tone={reading.tone} size={15} />}
      <span>{reading.number}</span>{reading.unit && <i>{reading.unit}</i>}
    </p>
    {meter && <Meter reading={reading} />}
    {reading.note && <span className={`${css['note']} sev-unknown`}>{reading.note}</span>}
  </div>
)

const Line = ({ reading, bar, beside }: { readonly reading: Reading; readonly bar: boolean; readonly beside: ReactNode }): ReactNode => (
  <li>
    <span className="clip">{reading.name || t('common.none')}</span>
    {bar && <Meter reading={reading} />}
    {beside}
    <b className={toneOf(reading)}>{(reading.tone === 'critical' || reading.tone === 'warning') && <><Glyph tone={reading.tone} size={12} /> </>}{reading.number}{reading.unit && <i>{`\u202f${reading.unit}`}</i>}{reading.note && <small>{reading.note}</small>}</b>
  </li>
)

/** How far a value is on its way, and where it becomes serious. Without a sample the way is hatched. */
const Meter = ({ reading: { share, marks, tone } }: { readonly reading: Reading }): ReactNode => (
  <span className={`${css['meter']} ${tone === null ? '' : `sev-${tone}`}`} data-none={share === null || undefined} aria-hidden="true">
    {share !== null && <i style={{ '--share': `${(share * 100).toFixed(1)}%` } as CSSProperties} />}
    {marks.map((mark, i) => <s key={i} className={mark.severity ? `sev-${mark.severity}` : ''} style={{ '--at': `${(mark.at * 100).toFixed(1)}%` } as CSSProperties} />)}
  </span>
)
