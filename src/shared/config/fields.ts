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
  | { readonly type: 'list'; readonly default: readonly string[] }
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
  readonly abilities: readonly import('../domain/source').Ability[]
  readonly defaultIntervalMs: number
  readonly defaultTimeoutMs: number
  /** At most one of it, added by Garda itself. */
  readonly builtIn: boolean
}

/** Values with defaults filled in, or the first field that is wrong and why. Unknown keys are refused. */
export const readOptions = (fields: readonly Field[], given: Readonly<Record<string, unknown>>): { ok: true; values: OptionValues } | { ok: false; field: string; reason: string } => {
  const values: Record<string, string | number | boolean | readonly string[]> = {}
  const unknown = Object.keys(given).find((key) => !fields.some((f) => f.key === key))
  if (unknown !== undefined) return { ok: false, field: unknown, reason: 'is not an option of this kind of source' }
  for (const field of fields) {
    const value = Object.hasOwn(given, field.key) ? given[field.key] : undefined
    if (value === undefined) {
      if (field.required) return { ok: false, field: field.key, reason: 'is needed' }
      values[field.key] = field.default
      continue
    }
    const reason = wrong(field, value)
    if (reason) return { ok: false, field: field.key, reason }
    values[field.key] = value as string | number | boolean | readonly string[]
  }
  return { ok: true, values }
}

const wrong = (field: Field, value: unknown): string | null => {
  switch (field.type) {
    case 'text': return typeof value === 'string' ? null : 'must be text'
    case 'number': return typeof value === 'number' && value >= field.min && value <= field.max ? null : `must be a number from ${field.min} to ${field.max}`
    case 'toggle': return typeof value === 'boolean' ? null : 'must be true or false'
    case 'choice': return typeof value === 'string' && field.choices.includes(value) ? null : `must be one of ${field.choices.join(', ')}`
    case 'list': return Array.isArray(value) && value.every((v) => typeof v === 'string') ? null : 'must be a list of words'
  }
}
