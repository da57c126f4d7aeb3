import type { ReactNode } from 'react'
import { t } from '@shared/text/catalogue'
import { duration } from '@shared/text/format'
import { DataAge, Icon, Keycap, Segments } from '../ui'
import { PRESETS, type Preset } from './range'
import type { TimeView } from './time-view'
import { ComparePart } from './ComparePart'
import { CustomRange } from './CustomRange'
import { customWords, windowWords } from './words'
import css from './time.module.css'

export interface TimeBarProps {
  readonly view: TimeView
  /** Where the view's numbers come from; null or absent: it is said elsewhere. */
  readonly source?: { readonly name: string; readonly at: number | null; readonly stale: boolean } | null
  /** Further switches of the view, as `Toggle`. */
  readonly children?: ReactNode
}

/** Which time the graphs of a view show, whether they are live, and what is laid beside them. */
export const TimeBar = ({ view, source = null, children }: TimeBarProps): ReactNode => {
  const { range, zoom, window, now, zone, everyMs, live, offer, canBack } = view
  const alert = range.kind === 'since' && range.alert !== null
  const value: Preset | 'alert' | '' = range.kind === 'preset' ? range.preset : alert ? 'alert' : ''
  const words = live === 'live' ? t('time.live', { interval: duration(everyMs) }) : t(`time.${live}`)
  return (
    <div className={css['bar']}>
      <span className={css['picker']}>
        <Segments
          label={t('time.range')} value={value}
          options={[...PRESETS.map((r): { value: Preset | 'alert' | ''; label: string } => ({ value: r, label: t(`time.range.${r}`) })), ...(zoom || alert ? [{ value: 'alert' as const, label: t('time.range.alert') }] : [])]}
          onChange={(next) => { if (next === 'alert') { if (zoom) view.look(zoom) } else if (next !== '') view.look({ kind: 'preset', preset: next }) }}
        />
        <CustomRange view={view} chosen={value === ''} words={customWords(range)} />
      </span>
      {canBack && <button type="button" className={css['toggle']} onClick={view.back}><Icon name="arrowLeft" size={12} />{t('time.back')}</button>}
      <span className={css['words']}>{t('time.window', windowWords(window, now, zone))}</span>
      <button type="button" className={css['toggle']} aria-pressed={live === 'live'} data-live={live} data-tip={live === 'over' ? t('time.over.tip') : undefined} onClick={view.toggleLive}>
        <Icon name={live === 'live' ? 'play' : 'pause'} size={12} />{words}
      </button>
      {offer.length > 1 && <ComparePart view={view} />}
      {children}
      <span className={css['end']}>
        {source && <span><DataAge source={source.name} at={source.at} stale={source.stale} /></span>}
        <span className={css['hints']} aria-hidden="true">
          <Keycap>T</Keycap><i>{t('time.keys.range')}</i><Keycap>←</Keycap><Keycap>→</Keycap><i>{t('time.keys.crosshair')}</i>
          {offer.some((o) => o.kind === 'day') && <><Keycap>D</Keycap><i>{t('time.keys.yesterday')}</i></>}{zoom && <><Keycap>Z</Keycap><i>{t('time.keys.zoom')}</i></>}
        </span>
      </span>
    </div>
  )
}
