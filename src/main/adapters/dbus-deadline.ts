import type { Clock } from '../ports/clock'

export class Late extends Error { constructor(readonly ms: number) { super(`no answer within ${ms} ms`) } }

/** What `answer` becomes, or a failure with `Late` after `ms`. The answer itself goes on; nobody waits for it. */
export const within = <T>(clock: Pick<Clock, 'after'>, ms: number, answer: Promise<T>): Promise<T> => new Promise((resolve, reject) => {
  const cancel = clock.after(ms, () => reject(new Late(ms)))
  void answer.then(resolve, reject).finally(cancel)
})
