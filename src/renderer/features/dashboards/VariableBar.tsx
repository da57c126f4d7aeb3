import { MultiSelect, NativeSelect, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { SourceStatus } from '@shared/domain/source'
import { ALL } from '@shared/grafana/model'
import type { Resolved } from '@shared/grafana/resolve'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { Button, Glyph } from '../../ui'
import css from './dashboards.module.css'

export interface VariableBarProps {
  /** Null until they were asked for. */
  readonly resolved: readonly Resolved[] | null
  readonly sources: readonly SourceStatus[]
  readonly source: SourceStatus | null
  readonly onSource: (id: string) => void
  readonly onPick: (name: string, values: readonly string[]) => void
  readonly onAgain: () => void
}

/** Which source is asked, and what the board's variables stand for. */
export const VariableBar = ({ resolved, sources, source, onSource, onPick, onAgain }: VariableBarProps): ReactNode => {
  const shown = (resolved ?? []).filter(({ variable }) => variable.hide !== 'all' && variable.source.kind !== 'constant' && variable.source.kind !== 'datasource')
  const wrong = (resolved ?? []).filter((r) => r.problem !== null)
  if (sources.length === 0) return null
  return (
    <>
      <div className={css['variables']} role="group" aria-label={t('dashboards.variables')}>
        <Field label={t('common.source')}>
          <NativeSelect size="xs" aria-label={t('common.source')} value={source?.id ?? ''} data={sources.map((s) => ({ value: s.id, label: clean(s.name, { max: 60 }) }))} onChange={(e) => onSource(e.currentTarget.value)} />
        </Field>
        {shown.map((one) => <Pick key={one.variable.name} one={one} onPick={(values) => onPick(one.variable.name, values)} />)}
      </div>
      {wrong.length > 0 && (
        <ul className={css['problems']} role="status">
          {wrong.map(({ variable, problem }) => <li key={variable.name} className="sev-unknown"><Glyph tone="unknown" size={13} /><span><b>{clean(variable.label, { max: 60 })}</b> {clean(problem ?? '', { max: 300 })}</span></li>)}
          <li><Button small onClick={onAgain}>{t('dashboards.again')}</Button></li>
        </ul>
      )}
    </>
  )
}

const Field = ({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode => <div className={css['variable']}>{label !== '' && <span aria-hidden="true">{label}</span>}{children}</div>

/** More than so many in a list help nobody; the rest is found by typing. */
const MOST_LISTED = 300

const Pick = ({ one: { variable, options, picked }, onPick }: { readonly one: Resolved; readonly onPick: (values: readonly string[]) => void }): ReactNode => {
  const name = clean(variable.label, { max: 60 })
  const label = variable.hide === 'label' ? '' : name
  if (variable.source.kind === 'textbox') return <Field label={label}><TextPick name={name} value={picked[0] ?? ''} onPick={(value) => onPick([value])} /></Field>
  const known = new Set(options.map((o) => o.value))
  const data = [
    ...(variable.all ? [{ value: ALL, label: t('dashboards.all') }] : []), ...options.slice(0, MOST_LISTED).map((o) => ({ value: o.value, label: clean(o.text, { max: 120 }) || t('common.none') })),
    ...picked.filter((value) => value !== ALL && (!known.has(value) || options.findIndex((o) => o.value === value) >= MOST_LISTED)).map((value) => ({ value, label: clean(value, { max: 120 }) }))
  ]
  if (data.length === 0) return <Field label={label}><span className={css['noValues']}>{t('dashboards.noValues')}</span></Field>
  if (!variable.multi) return <Field label={label}><NativeSelect size="xs" aria-label={name} value={picked[0] ?? ''} data={data} onChange={(e) => onPick([e.currentTarget.value])} /></Field>
  return (
    <Field label={label}>
      <MultiSelect size="xs" className={css['multi'] ?? ''} aria-label={name} value={[...picked]} data={data} searchable limit={MOST_LISTED} hidePickedOptions={false} maxDropdownHeight={320}
        onChange={(values) => onPick(values.at(-1) === ALL ? [ALL] : values.filter((value) => value !== ALL))} />
    </Field>
  )
}

const TextPick = ({ name, value, onPick }: { readonly name: string; readonly value: string; readonly onPick: (value: string) => void }): ReactNode => {
  const [typed, setTyped] = useState<string | null>(null)
  const done = (): void => { if (typed !== null && typed !== value) onPick(typed); setTyped(null) }
  return <TextInput size="xs" aria-label={name} value={typed ?? value} maxLength={1_000} spellCheck={false} onChange={(e) => setTyped(e.currentTarget.value)} onBlur={done} onKeyDown={(e) => { if (e.key === 'Enter') done(); if (e.key === 'Escape') setTyped(null) }} />
}
