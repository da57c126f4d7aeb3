/**
 * Gives out turns: as many per task as fit into the budget, at least one. Many panels at once would be one long task; in turns the window keeps
 * answering and drawing. The next task comes as soon as keys, the pointer and the screen had theirs, not with the next frame: after a turn
 * that is longer than one, the rest of another would be waited away.
 */
export interface Turns {
  /** Queues a job that does its work before it returns. The answer takes it out of the queue again. */
  readonly ask: (job: () => void) => () => void
}

/** What runs as a task of its own, soon; timers would be held back after the fifth. */
const soon = (run: () => void): void => {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => { port1.close(); run() }
  port2.postMessage(null)
}

/** @param budget ms of work per task */
export const createTurns = (budget = 10, nextTask: (run: () => void) => unknown = soon, now: () => number = () => performance.now()): Turns => {
  const queue = new Set<() => void>()
  let asked = false
  const askTask = (): void => {
    if (asked || queue.size === 0) return
    asked = true
    nextTask(run)
  }
  const run = (): void => {
    asked = false
    const start = now()
    for (const job of queue) {
      queue.delete(job)
      job()
      if (now() - start >= budget) break
    }
    askTask()
  }
  return {
    ask: (job) => {
      queue.add(job)
      askTask()
      return () => { queue.delete(job) }
    }
  }
}
