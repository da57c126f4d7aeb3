import type { z } from 'zod'
import { clean } from '../text/clean'
import { t, type MessageKey } from '../text/catalogue'
import { configSchema, type Config } from './schema'
import { suggest } from './suggest'

/** What is wrong with a configuration, and where. `key`: the fault is the key itself, not its value. */
export interface Problem { readonly path: readonly (string | number)[]; readonly at: 'key' | 'value'; readonly reason: string }

/** `sources[1].auth.token`; the whole is ''. */
export const pathText = (path: readonly (string | number)[]): string =>
  path.reduce<string>((text, step) => (typeof step === 'number' ? `${text}[${step}]` : text ? `${text}.${clean(step, { max: 80 })}` : clean(step, { max: 80 })), '')

/** `; did you mean …?` is for the catalogue to say; `none` says nothing. */
export const suggestion = (given: string, known: readonly string[]): string => suggest(given, known) ?? 'none'

const TYPE_WORDS: Readonly<Record<string, MessageKey>> = {
  string: 'terminal.config.type.text', number: 'terminal.config.type.number', int: 'terminal.config.type.number', boolean: 'terminal.config.type.boolean',
  array: 'terminal.config.type.list', object: 'terminal.config.type.map', record: 'terminal.config.type.map', null: 'terminal.config.type.nothing'
}
const typeWord = (type: string): string => t(TYPE_WORDS[type] ?? 'terminal.config.type.other')
const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value)

/** The words for one issue; never repeats a value, which may be a secret in the wrong place. Undefined: the schema's own words stay. */
const words = (issue: z.core.$ZodRawIssue): string | undefined => {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return t('terminal.config.needed')
      if (issue.expected === 'int') return t('terminal.config.whole')
      return issue.input === null ? t('terminal.config.empty') : t('terminal.config.type', { expected: typeWord(issue.expected), got: typeWord(typeOf(issue.input)) })
    case 'too_small':
      if (issue.origin === 'string') return t('terminal.config.too-short')
      return issue.origin === 'array' ? t('terminal.config.too-few', { min: Number(issue.minimum) }) : t('terminal.config.at-least', { min: Number(issue.minimum) })
    case 'too_big':
      if (issue.origin === 'string') return t('terminal.config.too-long', { max: Number(issue.maximum) })
      return issue.origin === 'array' ? t('terminal.config.too-many', { max: Number(issue.maximum) }) : t('terminal.config.at-most', { max: Number(issue.maximum) })
    case 'invalid_format': return t('terminal.config.form')
    case 'invalid_value':
      if (issue.input === undefined) return t('terminal.config.needed')
      return t('terminal.config.one-of', { choices: issue.values.map(String).join(', '), suggestion: typeof issue.input === 'string' ? suggestion(issue.input, issue.values.map(String)) : 'none' })
    case 'invalid_union': {
      if (issue.input === undefined) return t('terminal.config.needed')
      const choices = 'discriminator' in issue ? discriminators(issue.inst) : []
      return choices.length ? t('terminal.config.one-of', { choices: choices.join(', '), suggestion: 'none' }) : t('terminal.config.invalid')
    }
    case 'invalid_key': return (issue.issues[0] as { message?: string } | undefined)?.message ?? t('terminal.config.form')
    default: return issue.code === 'custom' ? undefined : t('terminal.config.invalid')
  }
}

/** The known keys of the object (or record) that an issue comes from. */
const keysOf = (inst: unknown): readonly string[] => {
  const def = (inst as { _zod?: { def?: { shape?: object; keyType?: { options?: readonly string[] } } } } | undefined)?._zod?.def
  return def?.shape ? Object.keys(def.shape) : def?.keyType?.options ?? []
}
const discriminators = (inst: unknown): readonly string[] => {
  const def = (inst as { _zod?: { def?: { discriminator?: string; options?: readonly { _zod: { propValues?: Record<string, Set<unknown>> } }[] } } } | undefined)?._zod?.def
  return (def?.options ?? []).flatMap((option) => [...(option._zod.propValues?.[def?.discriminator ?? ''] ?? [])].map(String))
}

/** What is wrong with the one form of several that a value was meant to have: the only one whose kind it is. Else the issue itself. */
export const meantOf = (issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] => {
  if (issue.code !== 'invalid_union') return [issue]
  const meant = issue.errors.filter((problems) => !problems.some(({ code, path }) => code === 'invalid_type' && path.length === 0))
  return meant.length === 1 ? meant[0]!.flatMap((one) => meantOf({ ...one, path: [...issue.path, ...one.path] })) : [issue]
}

export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] }

/** Parses with the catalogue's words for all that is wrong; several problems come in the order of the schema. */
export const check = <T>(schema: z.ZodType<T>, raw: unknown): Checked<T> => {
  const known = new Map<string, readonly string[]>()
  const result = schema.safeParse(raw, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') for (const key of issue.keys) known.set(key, keysOf(issue.inst))
      return words(issue)
    }
  })
  if (result.success) return { ok: true, value: result.data }
  const problems = result.error.issues.flatMap(meantOf).flatMap((issue): Problem[] => {
    const path = issue.path.filter((step): step is string | number => typeof step !== 'symbol')
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path: [...path, key], at: 'key', reason: t('terminal.config.unknown-key', { suggestion: suggestion(key, known.get(key) ?? []) }) }))
    return [{ path, at: issue.code === 'invalid_key' ? 'key' : 'value', reason: issue.message }]
  })
  return { ok: false, problems }
}

export const checkConfig = (raw: unknown): Checked<Config> => check(configSchema, raw)
