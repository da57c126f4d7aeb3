import { t } from '../text/catalogue'
import type { Ability } from '../domain/source'
import { suggest } from './suggest'

/** A setting that a kind of source declares; forms, checks and the published schema are drawn from these. */
export type Field = {
  readonly key: string
  /** Catalogue key of its label, `field.<kind>.<key>`; the help line is `<label>.help`. */
  readonly label: string
  readonly required?: boolean
} & (
  | { readonly type: 'text'; readonly default: string }
  | { readonly type: 'number'; readonly default: number; readonly min: number; readonly max: number }
  | { readonly type: 'toggle'; readonly default: boolean }
  | { readonly type: 'choice'; readonly default: string; readonly choices: readonly string[] }
  /** `off`: `false` may stand for none. */
  | { readonly type: 'list'; readonly default: readonly string[]; readonly off?: true }
)
export type OptionValues = Readonly<Record<string, string | number | boolean | readonly string[]>>

/** Where a kind of source is found. */
export type Address = 'url' | 'urls' | 'none'

/** What the windows need to know of a kind to offer it and draw its form. */
export interface KindManifest {
  readonly kind: string
  /** Catalogue keys `kind.<kind>` and `kind.<kind>.help` name it. */
  readonly address: Address
  readonly fields: readonly Field[]
  readonly abilities: readonly Ability[]
  readonly defaultIntervalMs: number
  readonly defaultTimeoutMs: number
  /** At most one of it, added by Garda itself. */
  readonly builtIn: boolean
}

/** One option that is wrong, and why. */
export interface OptionProblem { readonly field: string; readonly known: boolean; readonly reason: string }

/** All that is wrong with a kind's options; unknown keys are refused. Empty: nothing. */
export const optionProblems = (fields: readonly Field[], given: Readonly<Record<string, unknown>>): readonly OptionProblem[] => [
  ...Object.keys(given).filter((key) => !fields.some((f) => f.key === key)).map((field) => ({ field, known: false, reason: t('terminal.config.unknown-key', { suggestion: suggest(field, fields.map((f) => f.key)) ?? 'none' }) })),
  ...fields.flatMap((field): OptionProblem[] => {
    const value = Object.hasOwn(given, field.key) ? given[field.key] : undefined
    const reason = value === undefined ? (field.required ? t('terminal.config.needed') : null) : wrong(field, value)
    return reason === null ? [] : [{ field: field.key, known: true, reason }]
  })
]

/** Values with defaults filled in, or the first field that is wrong and why. */
export const readOptions = (fields: readonly Field[], given: Readonly<Record<string, unknown>>): { ok: true; values: OptionValues } | { ok: false; field: string; reason: string } => {
  const first = optionProblems(fields, given)[0]
  if (first) return { ok: false, field: first.field, reason: first.reason }
  return { ok: true, values: Object.fromEntries(fields.map((field) => [field.key, (Object.hasOwn(given, field.key) ? given[field.key] : undefined) ?? field.default])) as OptionValues }
}

const wrong = (field: Field, value: unknown): string | null => {
  switch (field.type) {
    case 'text': return typeof value === 'string' ? null : t('terminal.config.option.text')
    case 'number': return typeof value === 'number' && value >= field.min && value <= field.max ? null : t('terminal.config.option.number', { min: field.min, max: field.max })
    case 'toggle': return typeof value === 'boolean' ? null : t('terminal.config.option.toggle')
    case 'choice': return typeof value === 'string' && field.choices.includes(value) ? null
      : t('terminal.config.one-of', { choices: field.choices.join(', '), suggestion: (typeof value === 'string' && suggest(value, field.choices)) || 'none' })
    case 'list': return (field.off && value === false) || (Array.isArray(value) && value.every((v) => typeof v === 'string')) ? null : t(field.off ? 'terminal.config.option.list-or-off' : 'terminal.config.option.list')
  }
}
