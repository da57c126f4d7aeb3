/** What of a keyboard event matters. */
export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  /** AltGr is held: the modifiers only made the character. */
  readonly altGraph: boolean
}

const NAMES: Readonly<Record<string, string>> = { Escape: 'Esc', ' ': 'Space', ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓' }
const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead', 'Process', 'Unidentified'])

/** A press as bindings are written: `G`, `Shift+A`, `Ctrl+K`, `?`, `Enter`. Command counts as Ctrl. Null for a modifier alone. */
export const stroke = (press: KeyPress): string | null => {
  if (MODIFIERS.has(press.key)) return null
  const letter = press.key.length === 1 && press.key.toLowerCase() !== press.key.toUpperCase()
  const name = NAMES[press.key] ?? (letter ? press.key.toUpperCase() : press.key)
  const parts: string[] = []
  if (!press.altGraph && (press.ctrlKey || press.metaKey)) parts.push('Ctrl')
  if (!press.altGraph && press.altKey) parts.push('Alt')
  // the shift that makes a sign such as ? is part of the sign
  if (press.shiftKey && (letter || press.key.length > 1)) parts.push('Shift')
  return [...parts, name].join('+')
}

export type Match<T> = { readonly kind: 'hit'; readonly binding: T } | { readonly kind: 'begun'; readonly so: readonly string[] } | { readonly kind: 'none' }

/** Looks the strokes so far and the newest one up among bindings such as `G O` or `C`; the first binding that fits wins. */
export const match = <T extends { readonly keys: string }>(bindings: readonly T[], so: readonly string[], next: string): Match<T> => {
  const tried = so.length > 0 ? [[...so, next], [next]] : [[next]]
  for (const sequence of tried) {
    const text = sequence.join(' ')
    const hit = bindings.find((b) => b.keys === text)
    if (hit) return { kind: 'hit', binding: hit }
    if (bindings.some((b) => b.keys.startsWith(`${text} `))) return { kind: 'begun', so: sequence }
  }
  return { kind: 'none' }
}
