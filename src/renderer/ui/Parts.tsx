import { useId, type ReactNode } from 'react'
import type { Unit } from '@shared/domain/service'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { figure } from '@shared/text/format'
import { useAgeText } from './clock'
import { Glyph, Icon } from './Glyph'
import css from './ui.module.css'

/** The thousands of a plain number belong to the number (`9.8 k`), not to its unit. */
const parts = (value: number | null, unit: Unit): { readonly number: string; readonly scale: string; readonly unit: string } => {
  const f = figure(value, unit)
  const scaled = unit === 'per-second' || unit === 'count' || unit === 'none' || unit === 'cores' ? /^([kMGT])(?: (.*))?$/.exec(f.unit) : null
  return scaled ? { number: f.number, scale: scaled[1]!, unit: scaled[2] ?? '' } : { number: f.number, scale: '', unit: f.unit }
}

/** A sample with its unit smaller and fainter behind a thin gap. */
export const FigureText = ({ value, unit, note = '' }: { readonly value: number | null; readonly unit: Unit; readonly note?: string }): ReactNode => {
  const { number, scale, unit: tail } = parts(value, unit)
  const words = [tail, number === t('common.none') ? '' : clean(note, { max: 12 })].filter(Boolean).join(' ')
  return <span className={css['figure']}><span>{number}{scale && `\u202f${scale}`}</span>{words && <i>{words}</i>}</span>
}

/** Words that tell a moment. Hover or focus shows it, local and UTC, with seconds. `focusable` where nothing around it takes the focus. */
export const Moment = ({ at, focusable = true, children }: { readonly at: number; readonly focusable?: boolean; readonly children: ReactNode }): ReactNode =>
  <time dateTime={new Date(at).toISOString()} data-tip-at={at} tabIndex={focusable ? 0 : undefined}>{children}</time>

/** How old something is. Hover or focus shows the moment, local and UTC, with seconds. `focusable` where nothing around it takes the focus. */
export const Age = ({ at, focusable = false }: { readonly at: number | null; readonly focusable?: boolean }): ReactNode => {
  const text = useAgeText(at)
  if (at === null) return <span>{text}</span>
  return <Moment at={at} focusable={focusable}>{text}</Moment>
}

/** Where a number comes from and how old it is; `stale` when it is too old to be trusted. `newest`: the age is that of the newest sample, not of the answer, and never fresh. */
export const DataAge = ({ source, at, stale = false, newest = false }: { readonly source: string; readonly at: number | null; readonly stale?: boolean; readonly newest?: boolean }): ReactNode => (
  <span className={css['dataAge']} data-stale={stale || newest || undefined}>
    {clean(source, { max: 60 })}, {newest && at === null ? t('common.noSamples') : <>{newest && `${t('common.newest')} `}<Age at={at} /></>}
  </span>
)

export interface PanelProps {
  readonly title?: string
  /** A few faint words behind the title. */
  readonly note?: ReactNode
  /** At the right end of the head: keys, buttons. */
  readonly end?: ReactNode
  readonly className?: string
  readonly children: ReactNode
}
/** A card with a hairline. Names itself by its title. */
export const Panel = ({ title, note, end, className = '', children }: PanelProps): ReactNode => {
  const id = useId()
  return (
    <section className={`${css['panel']} ${className}`} aria-labelledby={title === undefined ? undefined : id}>
      {title !== undefined && (
        <header className={css['panelHead']}>
          <h2 id={id}>{title}</h2>{note && <span className={css['note']}>{note}</span>}{end && <span className={css['panelEnd']}>{end}</span>}
        </header>
      )}
      {children}
    </section>
  )
}

/** An empty state that says why it is empty; `sure` only when everything that could say otherwise is fresh. `level`: 1 where it is all that the screen says. */
export const EmptyProof = ({ sure, title, lines, action, level = 2 }: {
  readonly sure: boolean; readonly title: string; readonly lines: readonly ReactNode[]; readonly action?: ReactNode; readonly level?: 1 | 2
}): ReactNode => {
  const Title = `h${level}` as const
  return <div className={css['proof']}>
    <Glyph tone={sure ? 'ok' : 'unknown'} size={28} />
    <div><Title>{title}</Title>{lines.map((line, i) => <p key={i}>{line}</p>)}</div>
    {action}
  </div>
}

/** `name` `value`, as a label is shown. With `onRemove` it can be taken away. */
export const Chip = ({ name, value, operator = '', mono = false, onRemove }: { readonly name: string; readonly value: string; readonly operator?: string; readonly mono?: boolean; readonly onRemove?: () => void }): ReactNode => (
  <span className={css['chip']} data-mono={mono || undefined} data-tip={value.length > 40 ? clean(value, { max: 1000 }) : undefined}>
    {clean(name, { max: 100 })}{operator && <span>{operator}</span>}<b>{clean(value, { max: 200 })}</b>
    {onRemove && <button type="button" className={css['chipX']} onClick={onRemove} aria-label={t('shell.chip.remove', { name: clean(name, { max: 100 }) })}><Icon name="x" size={12} /></button>}
  </span>
)

/** One of a few, side by side. */
export const Segments = <T extends string>({ label, value, options, onChange }: {
  readonly label: string; readonly value: T; readonly options: readonly { readonly value: T; readonly label: ReactNode }[]; readonly onChange: (value: T) => void
}): ReactNode => {
  const name = useId()
  return (
    <fieldset className={css['segments']} style={{ margin: 0, padding: 0, minWidth: 0 }}>
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label key={option.value}><input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} />{option.label}</label>
      ))}
    </fieldset>
  )
}

/** Waiting for an answer, said plainly: no spinner, nothing that looks like data. `data-asking` tells screenshots to wait. */
export const Asking = ({ words }: { readonly words: string }): ReactNode => (
  <span className={css['asking']} role="status" data-asking><span className={css['dots']} aria-hidden="true"><i /><i /><i /><i /><i /></span>{words}</span>
)
