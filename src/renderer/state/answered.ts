import { useCallback, useEffect, useState } from 'react'

/** What main answers, as it was answered last: null until it was, asked once and by `reload`, or set by what main tells of itself. `ask` keeps its reference. */
export const useAnswered = <T,>(ask: () => Promise<T>): readonly [value: T | null, reload: () => Promise<void>, set: (value: T) => void] => {
  const [value, setValue] = useState<T | null>(null)
  const set = useCallback((next: T): void => { setValue(() => next) }, [])
  const reload = useCallback(async () => {
    try { set(await ask()) } catch { /* what was known stays: main that is gone is said elsewhere */ }
  }, [ask, set])
  useEffect(() => { void reload() }, [reload])
  return [value, reload, set]
}
