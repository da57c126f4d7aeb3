/** One sample of the text exposition format. */
export interface Sample { readonly name: string; readonly labels: readonly (readonly [string, string])[]; readonly value: number }

const unescape = (text: string): string => text.replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c))

/** Samples of a text in the exposition format; comments are left out. */
export const samplesIn = (text: string): readonly Sample[] => text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => {
  const [, name = '', labels = '', value = ''] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)$/.exec(line) ?? []
  if (!name) throw new Error(`not a sample: ${line}`)
  return { name, labels: [...labels.matchAll(/([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g)].map(([, k = '', v = '']) => [k, unescape(v)] as const), value: Number(value.replace('Inf', 'Infinity')) }
})

const quoted = (text: string): string => JSON.stringify(text)
export const textOf = (samples: readonly Sample[]): string =>
  samples.map(({ name, labels, value }) => `${name}{${labels.map(([k, v]) => `${k}=${quoted(v)}`).join(',')}} ${String(value).replace('Infinity', 'Inf')}\n`).join('')

/** A protocol buffer's field: number, wire type and bytes. */
const varint = (n: number): number[] => { const out: number[] = []; for (let x = n; ; x = Math.floor(x / 128)) { if (x < 128) { out.push(x); return out } out.push((x % 128) | 128) } }
const zigzag = (n: number): number => (n < 0 ? -2 * n - 1 : 2 * n)
const whole = (field: number, n: number): number[] => [...varint(field << 3), ...varint(n)]
const bytes = (field: number, data: readonly number[]): number[] => [...varint((field << 3) | 2), ...varint(data.length), ...data]
const words = (field: number, text: string): number[] => bytes(field, [...Buffer.from(text)])
const double = (field: number, value: number): number[] => { const b = Buffer.alloc(8); b.writeDoubleLE(value); return [...varint((field << 3) | 1), ...b] }

const labelPairs = (labels: Sample['labels']): number[] => labels.flatMap(([k, v]) => bytes(1, [...words(1, k), ...words(2, v)]))
const UNTYPED = 3
const HISTOGRAM = 4
/** Buckets of the powers of two from 2^-4 to 2^0 s. */
const SPAN = { offset: -3, length: 4 }

/**
 * The same samples as `io.prometheus.client.MetricFamily`, the only form in which native histograms are scraped: the classic ones
 * named in `native` are told as such, with their count spread evenly over four buckets.
 */
export const protobufOf = (samples: readonly Sample[], native: readonly string[]): Buffer => {
  const families = new Map<string, { readonly type: number; readonly metrics: number[][] }>()
  const add = (name: string, type: number, metric: number[]): void => { const family = families.get(name) ?? { type, metrics: [] }; family.metrics.push(metric); families.set(name, family) }
  for (const { name, labels, value } of samples) {
    const of = native.find((base) => [`${base}_count`, `${base}_sum`, `${base}_bucket`].includes(name))
    if (of === undefined) { add(name, UNTYPED, [...labelPairs(labels), ...bytes(5, double(1, value))]); continue }
    if (name !== `${of}_bucket` || !labels.some(([k, v]) => k === 'le' && v === '+Inf')) continue
    const each = Math.ceil(value / SPAN.length)
    const spans = bytes(12, [...whole(1, zigzag(SPAN.offset)), ...whole(2, SPAN.length)])
    const deltas = [each, ...Array.from({ length: SPAN.length - 1 }, () => 0)].flatMap((delta) => whole(13, zigzag(delta)))
    add(of, HISTOGRAM, [...labelPairs(labels.filter(([k]) => k !== 'le')), ...bytes(7, [...whole(1, each * SPAN.length), ...double(2, each), ...whole(5, zigzag(0)), ...double(6, 0.001), ...whole(7, 0), ...spans, ...deltas])])
  }
  return Buffer.from([...families].flatMap(([name, { type, metrics }]) => {
    const family = [...words(1, name), ...whole(3, type), ...metrics.flatMap((metric) => bytes(4, metric))]
    return [...varint(family.length), ...family]
  }))
}
