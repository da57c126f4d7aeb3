import { NativeSelect, Switch, Textarea, TextInput } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import type { Field } from '@shared/config/fields'
import type { Problem } from '@shared/config/problems'
import { isMessageKey, t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { Button } from '../../ui'
import { problemAt } from './assemble'
import { NO_SECRET, type HeaderDraft } from './draft'
import { SecretField } from './SecretField'
import css from './sources.module.css'

/** Headers of one's own; a value may be a secret. */
export const HeaderFields = ({ headers, problems, onChange }: {
  readonly headers: readonly HeaderDraft[]; readonly problems: readonly Problem[]; readonly onChange: (headers: readonly HeaderDraft[]) => void
}): ReactNode => {
  const set = (id: number, change: Partial<HeaderDraft>): void => onChange(headers.map((h) => (h.id === id ? { ...h, ...change } : h)))
  return (
    <div className={css['headers']}>
      {headers.map((header) => {
        const error = problemAt(problems, 'headers', header.name.trim())
        const name = header.name.trim() || t('sources.form.header.unnamed')
        return (
          <fieldset key={header.id} className={css['header']}>
            <legend className="sr-only">{t('sources.form.header.of', { name: clean(name, { max: 60 }) })}</legend>
            <TextInput label={t('sources.form.header.name')} value={header.name} spellCheck={false} error={header.value === null ? undefined : error} onChange={(e) => set(header.id, { name: e.currentTarget.value })} />
            {header.value !== null
              ? <TextInput label={t('sources.form.header.value')} value={header.value} spellCheck={false} onChange={(e) => set(header.id, { value: e.currentTarget.value })} />
              : <SecretField label={t('sources.form.header.value')} value={header.secret} error={error} onChange={(secret) => set(header.id, { secret })} />}
            <div className={css['acts']}>
              <Switch size="xs" label={t('sources.form.header.secret')} checked={header.value === null} onChange={(e) => set(header.id, e.currentTarget.checked ? { value: null, secret: { ...NO_SECRET, typed: header.value ?? '' } } : { value: '', secret: NO_SECRET })} />
              <Button small look="quiet" icon="x" label={t('sources.form.header.remove', { name: clean(name, { max: 60 }) })} onClick={() => onChange(headers.filter((h) => h.id !== header.id))}>{t('common.remove')}</Button>
            </div>
          </fieldset>
        )
      })}
      <Button small icon="plus" onClick={() => onChange([...headers, { id: headers.reduce((most, h) => Math.max(most, h.id), -1) + 1, name: '', value: '', secret: NO_SECRET }])}>{t('sources.form.header.add')}</Button>
    </div>
  )
}

/** A word of a kind's own, or the key where the catalogue has none. */
const wordOf = (key: string, otherwise: string): string => (isMessageKey(key) ? t(key) : otherwise)

/** One setting that a kind declares, drawn by its type. */
export const OptionField = ({ field, value, error, onChange }: {
  readonly field: Field; readonly value: string | boolean | undefined; readonly error?: string | undefined; readonly onChange: (value: string | boolean) => void
}): ReactNode => {
  const id = useId()
  const label = wordOf(field.label, clean(field.key, { max: 60 }))
  const help = wordOf(`${field.label}.help`, '')
  const text = typeof value === 'string' ? value : ''
  const shared = { id, label, description: help || undefined, error, required: field.required, withAsterisk: false }
  switch (field.type) {
    case 'toggle': return <Switch id={id} size="sm" label={label} description={help || undefined} error={error} checked={value === true} onChange={(e) => onChange(e.currentTarget.checked)} />
    case 'choice': return <NativeSelect {...shared} value={text} data={field.choices.map((choice) => ({ value: choice, label: wordOf(`${field.label}.${choice}`, choice) }))} onChange={(e) => onChange(e.currentTarget.value)} />
    case 'list': return <Textarea {...shared} value={text} rows={3} spellCheck={false} onChange={(e) => onChange(e.currentTarget.value)} />
    case 'number': return <TextInput {...shared} value={text} inputMode="decimal" placeholder={String(field.default)} onChange={(e) => onChange(e.currentTarget.value)} />
    case 'text': return <TextInput {...shared} value={text} spellCheck={false} placeholder={field.default} onChange={(e) => onChange(e.currentTarget.value)} />
  }
}
