/** Samples that came and are no finite number, such as what was divided by zero: ±Infinity and NaN at times in ms, rising. */
export interface Odd { readonly t: Float64Array; readonly v: Float64Array }

/** Those at these places of a list, as a part of what holds them; nothing where there are none. */
export const oddAt = (t: readonly number[], v: readonly number[]): { readonly odd?: Odd } => (t.length > 0 ? { odd: { t: Float64Array.from(t), v: Float64Array.from(v) } } : {})

/** The same at times moved by `ms`. */
export const oddMoved = (odd: Odd | undefined, ms: number): { readonly odd?: Odd } => (odd ? { odd: { t: odd.t.map((at) => at + ms), v: odd.v } } : {})

interface Sampled { readonly t: Float64Array; readonly v: Float64Array; readonly odd?: Odd | undefined }

/** All times at which a line was sampled or is known not to have been, rising. `told` says what stands for an odd sample. */
export const withOdd = ({ t, v, odd }: Sampled, told: (value: number) => number = (value) => value): { readonly t: Float64Array; readonly v: Float64Array } => {
  if (!odd) return { t, v }
  const times = new Float64Array(t.length + odd.t.length)
  const values = new Float64Array(times.length)
  let [i, k, n] = [0, 0, 0]
  while (i < t.length || k < odd.t.length) {
    const isOdd = k < odd.t.length && (i === t.length || odd.t[k]! <= t[i]!)
    if (isOdd && t[i] === odd.t[k]) i++
    times[n] = isOdd ? odd.t[k]! : t[i]!
    values[n++] = isOdd ? told(odd.v[k++]!) : v[i++]!
  }
  return { t: times.subarray(0, n), v: values.subarray(0, n) }
}
