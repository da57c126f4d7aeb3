import type { FreeSeries } from '@shared/domain/query'

/** What one question was answered, in full. */
export interface Kept {
  readonly start: number
  readonly end: number
  readonly skewMs: number
  /** When it was last asked in full, and last at all, ms. */
  readonly wholeAt: number
  readonly askedAt: number
  readonly series: readonly FreeSeries[]
  readonly infos: readonly string[]
}
/** Answers of before, the least lately used first. */
export interface Tails { kept: Map<string, Kept>; samples: number; /** Moves on when all is forgotten. */ generation: number }
export const noTails = (): Tails => ({ kept: new Map(), samples: 0, generation: 0 })

/** Together some 24 MB. */
const MOST_KEPT = 200
const MOST_SAMPLES = 1_500_000
/** All is forgotten, also what is still on its way. */
export const forget = (tails: Tails): void => {
  tails.kept = new Map()
  tails.samples = 0
  tails.generation++
}

/** Null: nothing is kept of it any more. */
export const put = (tails: Tails, key: string, next: Kept | null): void => {
  const drop = (old: string): void => {
    tails.samples -= sizeOf(tails.kept.get(old))
    tails.kept.delete(old)
  }
  drop(key)
  if (!next) return
  tails.kept.set(key, next)
  tails.samples += sizeOf(next)
  for (const [old] of tails.kept) {
    if (tails.kept.size <= MOST_KEPT && tails.samples <= MOST_SAMPLES) return
    drop(old)
  }
}

/** A series costs something without samples, too. */
const PER_SERIES = 25
const sizeOf = (kept: Kept | undefined): number => kept?.series.reduce((sum, { t }) => sum + PER_SERIES + t.length, 0) ?? 0
