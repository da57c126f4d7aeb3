import { durationText } from './duration'
import { CONFIG_VERSION } from './schema'

type Plain = Readonly<Record<string, unknown>>
export type Migrated =
  | { readonly ok: true; readonly value: Plain; readonly from: number }
  | { readonly ok: false; readonly why: 'newer' | 'version' | 'shape'; readonly version: unknown }

const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Bare numbers were seconds before settings had a version; text says so for good. */
const seconds = (holder: unknown, ...keys: readonly string[]): unknown =>
  isPlain(holder) ? Object.fromEntries(Object.entries(holder).map(([key, value]) => [key, keys.includes(key) && typeof value === 'number' ? durationText(value * 1000) : value])) : holder

/** Settings without a version number. */
const from0 = (old: Plain): Plain => ({
  ...old,
  ...(Array.isArray(old['sources']) ? { sources: old['sources'].map((source: unknown) => seconds(source, 'interval', 'timeout')) } : {}),
  ...(Object.hasOwn(old, 'notifications') ? { notifications: seconds(old['notifications'], 'blindAfter') } : {}),
  version: 1
})

/** `STEPS[n]` turns version n into n + 1. */
const STEPS: readonly ((old: Plain) => Plain)[] = [from0]

/**
 * A document of any known version as one of the present version; what is not understood is carried along for the schema to judge.
 * `unversioned` is the version of a document that names none. A newer document is refused, never guessed at.
 */
export const migrate = (raw: unknown, unversioned: number): Migrated => {
  if (!isPlain(raw)) return { ok: false, why: 'shape', version: null }
  const version = Object.hasOwn(raw, 'version') ? raw['version'] : unversioned
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 0) return { ok: false, why: 'version', version }
  if (version > CONFIG_VERSION) return { ok: false, why: 'newer', version }
  return { ok: true, value: STEPS.slice(version).reduce((value, step) => step(value), raw), from: version }
}
