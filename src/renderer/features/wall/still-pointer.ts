import { useEffect } from 'react'

const STILL_MS = 3_000

/** Hides the pointer when it has not moved for a while; straight to the document, so that a move draws nothing else. */
export const useStillPointer = (): void => {
  useEffect(() => {
    const { dataset } = document.documentElement
    let timer = 0
    const rest = (): void => { dataset['pointer'] = 'still' }
    const move = (): void => {
      delete dataset['pointer']
      window.clearTimeout(timer)
      timer = window.setTimeout(rest, STILL_MS)
    }
    move()
    window.addEventListener('pointermove', move)
    return () => { window.clearTimeout(timer); window.removeEventListener('pointermove', move); delete dataset['pointer'] }
  }, [])
}
