/** Optimal string alignment distance: insert, delete, replace, and swap of neighbours cost 1 each. */
const distance = (a: string, b: string): number => {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j]!, before[j - 2]! + 1)
    }
    before = last
    last = row
  }
  return last[b.length]!
}

/** The known word that was probably meant; null when none is near enough (a third of its letters, case aside). */
export const suggest = (given: string, known: readonly string[]): string | null => {
  if (given.length > 60) return null
  const low = given.toLowerCase()
  let best: { word: string; far: number } | null = null
  for (const word of known) {
    const far = distance(low, word.toLowerCase())
    if (far <= Math.max(1, Math.floor(word.length / 3)) && (best === null || far < best.far)) best = { word, far }
  }
  return best?.word ?? null
}
