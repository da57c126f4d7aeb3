import type { ReactNode } from 'react'
import { t } from '@shared/text/catalogue'
import { duration, type Zone } from '@shared/text/format'
import type { Span } from '../../../charts'
import { DataAge, Icon, Keycap, Segments } from '../../../ui'
import { RANGES, windowWords, type Preset, type Range } from './range'
import css from './page.module.css'

export interface RangeBarProps {
  readonly range: Range
  readonly onRange: (range: Range) => void
  /** Null: there is no alert to look at. */
  readonly zoom: Range | null
  readonly window: Span
  readonly zone: Zone
  readonly everyMs: number
  readonly live: boolean
  readonly onLive: (live: boolean) => void
  /** Null: this window is too long for it. */
  readonly yesterday: boolean | null
  readonly onYesterday: (on: boolean) => void
  /** Null: no changes are known. */
  readonly changes: boolean | null
  readonly onChanges: (on: boolean) => void
  readonly source: { readonly name: string; readonly at: number | null; readonly stale: boolean } | null
}

/** Which time the graphs show, and what is drawn into them. */
export const RangeBar = (props: RangeBarProps): ReactNode => {
  const { range, onRange, zoom, window, zone, everyMs, live, onLive, yesterday, onYesterday, changes, onChanges, source } = props
  const value: Preset | 'alert' = range.kind === 'alert' ? 'alert' : range.preset
  return (
    <div className={css['range']}>
      <Segments
        label={t('service.range')} value={value}
        options={[...RANGES.map((r): { value: Preset | 'alert'; label: string } => ({ value: r, label: t(`service.range.${r}`) })), ...(zoom ? [{ value: 'alert' as const, label: t('service.range.alert') }] : [])]}
        onChange={(next) => { if (next !== 'alert') onRange({ kind: 'preset', preset: next }); else if (zoom) onRange(zoom) }}
      />
      <span className={css['words']}>{t('service.window', windowWords(window, zone))}</span>
      <button type="button" className={css['toggle']} aria-pressed={live} onClick={() => onLive(!live)}>
        <Icon name={live ? 'play' : 'pause'} size={12} />{live ? t('service.live', { interval: duration(everyMs) }) : t('service.paused')}
      </button>
      {yesterday !== null && <button type="button" className={css['toggle']} aria-pressed={yesterday} onClick={() => onYesterday(!yesterday)}><i className={css['dashed']} aria-hidden="true" />{t('service.yesterday')}</button>}
      {changes !== null && <button type="button" className={css['toggle']} aria-pressed={changes} onClick={() => onChanges(!changes)}><i className={css['dotted']} aria-hidden="true" />{t('service.changes.show')}</button>}
      <span className={css['end']}>
        <span className={css['hints']} aria-hidden="true">
          <Keycap>T</Keycap>{t('service.keys.range')}<Keycap>←</Keycap><Keycap>→</Keycap>{t('service.keys.crosshair')}
          {yesterday !== null && <><Keycap>D</Keycap>{t('service.keys.yesterday')}</>}{zoom && <><Keycap>Z</Keycap>{t('service.keys.zoom')}</>}
        </span>
        {source && <span className={css['source']}><DataAge source={source.name} at={source.at} stale={source.stale} /></span>}
      </span>
    </div>
  )
}
