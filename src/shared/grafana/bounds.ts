import { t } from '../text/catalogue'

/** What a dashboard may be at most. The largest public ones have some 700,000 characters, 200 panels and a depth of 12. */
export const MOST_CHARS = 8_000_000
export const MOST_DEPTH = 60
export const MOST_PARTS = 1_000_000
export const MOST_PANELS = 1_000
export const MOST_VARIABLES = 200
export const MOST_TARGETS = 40

/** A place inside JSON: `panels[3].title`. */
export const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, step) => (typeof step === 'number' ? `${text}[${step}]` : text ? `${text}.${String(step)}` : String(step)), '') || '$'

/** What is wrong with the size or the form of a value as a whole, in words; null: nothing. Walks without recursion, so that no depth is too much for it. */
export const tooMuch = (value: unknown): string | null => {
  type Step = { readonly of: object; readonly keys: readonly (string | number)[]; at: number; readonly name: string | number }
  const keysOf = (of: object): readonly (string | number)[] => (Array.isArray(of) ? of.map((_, i) => i) : Object.keys(of))
  if (typeof value !== 'object' || value === null) return null
  const above: Step[] = [{ of: value, keys: keysOf(value), at: 0, name: '' }]
  const inside = new Set<object>([value])
  let parts = 0
  for (let step = above.at(-1); step; step = above.at(-1)) {
    const key = step.keys[step.at++]
    if (key === undefined) { inside.delete(step.of); above.pop(); continue }
    if (++parts > MOST_PARTS) return t('dashboards.wrong.parts', { most: MOST_PARTS })
    const next: unknown = (step.of as Readonly<Record<string | number, unknown>>)[key]
    if (typeof next !== 'object' || next === null) continue
    const field = (): string => pathText([...above.slice(1).map((s) => s.name), key]).slice(0, 200)
    if (inside.has(next)) return t('dashboards.wrong.cycle', { field: field() })
    if (above.length >= MOST_DEPTH) return t('dashboards.wrong.depth', { field: field(), most: MOST_DEPTH })
    inside.add(next)
    above.push({ of: next, keys: keysOf(next), at: 0, name: key })
  }
  return null
}
