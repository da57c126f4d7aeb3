import type { SourceContext } from '../../ports/source-kind'

/** Work in small pieces; each yields what it cost, about, in microseconds on a slow computer. */
export type Work<T> = Generator<number, T, undefined>

const SLICE_US = 5_000

/** Does work in slices, each of some five milliseconds; what waits goes before the next. Rejects when the poll is called off meanwhile. */
export const inSlices = async <T>(work: Work<T>, { pause, signal }: Pick<SourceContext, 'pause' | 'signal'>): Promise<T> => {
  let spent = 0
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value
    spent += step.value
    if (spent < SLICE_US) continue
    spent = 0
    await pause?.()
    signal.throwIfAborted()
  }
}
