/** Label sets are plain records built only by `labelsOf`, so that hostile names such as `__proto__` stay own, inert keys. */
export type Labels = Readonly<Record<string, string>>

/** Sorted by name (code units, as Prometheus sorts), own keys only. Equal sets therefore print alike. */
export const labelsOf = (entries: Iterable<readonly [string, string]>): Labels =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))

export const labelOf = (labels: Labels, name: string): string | undefined => (Object.hasOwn(labels, name) ? labels[name] : undefined)

/** First present, non-empty label of a list of names. */
export const firstLabel = (labels: Labels, names: readonly string[]): string | undefined => {
  for (const name of names) {
    const value = labelOf(labels, name)
    if (value) return value
  }
  return undefined
}

export const isSubset = (small: Labels, large: Labels): boolean => Object.keys(small).every((k) => labelOf(large, k) === small[k])

export const sameLabels = (a: Labels, b: Labels): boolean => a === b || (Object.keys(a).length === Object.keys(b).length && isSubset(a, b))

const utf8 = new TextEncoder()
const WORD = 0x1_0000_0000

/**
 * The 64-bit FNV-1a fingerprint that Prometheus and Alertmanager give a label set
 * (prometheus/common model.LabelSet.Fingerprint: name, 255, value, 255, names in order), as 16 hex digits.
 */
export const fingerprintOf = (labels: Labels): string => {
  // two 32-bit halves: 64-bit numbers of the language are some thirty times slower, and a storm has 10,000 of these
  let hi = 0xcbf29ce4
  let lo = 0x84222325
  const add = (byte: number): void => {
    const mixed = (lo ^ byte) >>> 0
    const low = mixed * 0x1b3 // the prime is 2^40 + 0x1b3
    hi = (Math.imul(hi, 0x1b3) + Math.floor(low / WORD) + (mixed << 8)) >>> 0
    lo = low % WORD
  }
  const addText = (text: string): void => {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      // from the first letter beyond ASCII on, as UTF-8 has it; what came before is whole, since no pair of surrogates begins below
      if (code > 127) { for (const byte of utf8.encode(text.slice(i))) add(byte); return }
      add(code)
    }
  }
  for (const name of Object.keys(labels).sort()) {
    addText(name)
    add(255)
    addText(labels[name]!)
    add(255)
  }
  return hi.toString(16).padStart(8, '0') + lo.toString(16).padStart(8, '0')
}
