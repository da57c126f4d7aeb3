/** What samples were: how many there are, and of them the lowest, the highest, the mean and p95, in their own unit. */
export interface Figures { readonly count: number; readonly min: number; readonly max: number; readonly mean: number; readonly p95: number }

/**
 * Of the finite samples; null: there is none. p95 is the sample that 95 of 100 do not exceed (nearest rank), found without sorting
 * all of them, since every thinned line of every refresh is counted.
 */
export const figuresOf = (v: Float64Array): Figures | null => {
  const there = new Float64Array(v.length)
  let count = 0
  let min = Infinity
  let max = -Infinity
  let sum = 0
  for (let i = 0; i < v.length; i++) {
    const y = v[i]!
    if (!Number.isFinite(y)) continue
    there[count++] = y
    sum += y
    if (y < min) min = y
    if (y > max) max = y
  }
  if (count === 0) return null
  // where a sum is beyond all numbers, a sum of parts is not
  const mean = Number.isFinite(sum) ? sum / count : partly(there, count)
  return { count, min, max, mean: Math.min(max, Math.max(min, mean)), p95: nth(there, count, Math.ceil(count * 0.95) - 1) }
}

const partly = (of: Float64Array, count: number): number => {
  let mean = 0
  for (let i = 0; i < count; i++) mean += of[i]! / count
  return mean
}

/** Of 100,000 samples in any usual order a third of these does. */
const MOST_ROUNDS = 60

/**
 * What would stand at `rank` if the first `count` of `of` were sorted; they are moved about. Hoare's selection: what is wanted lies on one side
 * of a pivot, the middle one of three, and only that side is looked at again; equal ones are shared between both, so that they cost nothing.
 * Samples whose order makes all pivots bad are sorted after some rounds.
 */
const nth = (of: Float64Array, count: number, rank: number): number => {
  let low = 0
  let high = count - 1
  for (let round = 0; low < high; round++) {
    if (round === MOST_ROUNDS) { of.subarray(low, high + 1).sort(); break }
    const [a, b, c] = [of[low]!, of[(low + high) >> 1]!, of[high]!]
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
    let i = low
    let j = high
    while (i <= j) {
      while (of[i]! < pivot) i++
      while (of[j]! > pivot) j--
      if (i > j) break
      const y = of[i]!
      of[i++] = of[j]!
      of[j--] = y
    }
    if (rank <= j) high = j
    else if (rank >= i) low = i
    else return of[rank]!
  }
  return of[rank]!
}
