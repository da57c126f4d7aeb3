const UNIT: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 }

/** How a duration is written, for the published schema and for forms. */
export const DURATION_PATTERN = '^\\s*(\\d+(\\.\\d+)?\\s*(ms|s|min|m|h|d)\\s*)+$'

/** `1h 30m`, `15s`, `250ms`, or a bare number of seconds as text → ms; null when it is none of these. */
export const durationMs = (value: string): number | null => {
  const text = value.trim()
  if (/^\d+(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000)
  if (!new RegExp(DURATION_PATTERN).test(text)) return null
  let ms = 0
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)\s*(ms|s|min|m|h|d)/g)) ms += Number(amount) * UNIT[unit!]!
  return Math.round(ms)
}

/** The shortest way to write a duration (ms, whole) that `durationMs` reads back. */
export const durationText = (ms: number): string => {
  const parts: string[] = []
  let rest = Math.round(ms)
  for (const unit of ['d', 'h', 'm', 's', 'ms']) {
    const n = Math.floor(rest / UNIT[unit]!)
    if (n > 0) { parts.push(`${n}${unit}`); rest -= n * UNIT[unit]! }
  }
  return parts.join(' ') || '0s'
}
