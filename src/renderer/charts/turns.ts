/** Gives out turns: as many per frame as fit into the budget, at least one. Many panels at once would be one long task; in turns the window keeps answering. */
export interface Turns {
  /** Queues a job that does its work before it returns. The answer takes it out of the queue again. */
  readonly ask: (job: () => void) => () => void
}

/** @param budget ms of work per frame */
export const createTurns = (budget = 10, nextFrame: (run: () => void) => unknown = (run) => requestAnimationFrame(run), now: () => number = () => performance.now()): Turns => {
  const queue = new Set<() => void>()
  let asked = false
  const askFrame = (): void => {
    if (asked || queue.size === 0) return
    asked = true
    nextFrame(run)
  }
  const run = (): void => {
    asked = false
    const start = now()
    for (const job of queue) {
      queue.delete(job)
      job()
      if (now() - start >= budget) break
    }
    askFrame()
  }
  return {
    ask: (job) => {
      queue.add(job)
      askFrame()
      return () => { queue.delete(job) }
    }
  }
}
