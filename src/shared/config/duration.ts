const UNIT: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 }

/** `1h 30m`, `15s`, `250ms`, or a bare number of seconds → ms; null when it is none of these. */
export const durationMs = (value: string | number): number | null => {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? Math.round(value * 1000) : null
  const text = value.trim()
  if (/^\d+(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000)
  if (!/^(\d+(\.\d+)?\s*(ms|s|min|m|h|d)\s*)+$/.test(text)) return null
  let ms = 0
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)\s*(ms|s|min|m|h|d)/g)) ms += Number(amount) * UNIT[unit!]!
  return Math.round(ms)
}

/** The shortest way to write a duration that `durationMs` reads back. */
export const durationText = (ms: number): string => {
  const parts: string[] = []
  let rest = Math.round(ms)
  for (const unit of ['d', 'h', 'm', 's', 'ms']) {
    const n = Math.floor(rest / UNIT[unit]!)
    if (n > 0) { parts.push(`${n}${unit}`); rest -= n * UNIT[unit]! }
  }
  return parts.join(' ') || '0s'
}
