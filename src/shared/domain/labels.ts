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

const OFFSET = 0xcbf29ce484222325n
const PRIME = 0x100000001b3n
const MASK = 0xffffffffffffffffn
const utf8 = new TextEncoder()

/**
 * The 64-bit FNV-1a fingerprint that Prometheus and Alertmanager give a label set
 * (prometheus/common model.LabelSet.Fingerprint: name, 255, value, 255, names in order), as 16 hex digits.
 */
export const fingerprintOf = (labels: Labels): string => {
  let hash = OFFSET
  const add = (byte: number): void => { hash = ((hash ^ BigInt(byte)) * PRIME) & MASK }
  for (const name of Object.keys(labels).sort()) {
    for (const byte of utf8.encode(name)) add(byte)
    add(255)
    for (const byte of utf8.encode(labels[name])) add(byte)
    add(255)
  }
  return hash.toString(16).padStart(16, '0')
}
