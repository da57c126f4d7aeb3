import { useContext, useEffect, useState, type ReactNode } from 'react'
import { duration } from '@shared/text/format'
import { ClockContext, useTicking } from './clock'
import { Asking } from './Parts'

const LATE_MS = 400

/** An answer that is awaited: nothing for 400 ms, then dots, and words that say for how long. `words` is given the time waited, such as "2 s". */
export const Waiting = ({ words }: { readonly words: (waited: string) => string }): ReactNode => {
  const clock = useContext(ClockContext)
  const [since] = useState(() => clock.tick())
  const [late, setLate] = useState(false)
  useEffect(() => {
    const id = window.setTimeout(() => setLate(true), LATE_MS)
    return () => window.clearTimeout(id)
  }, [])
  const waited = useTicking((now) => duration(now - since))
  return late ? <Asking words={words(waited)} /> : null
}
