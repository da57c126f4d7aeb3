import { useEffect, useState } from 'react'
import type { ObjectiveAnswer } from '@shared/contract/commands'
import type { Objective, ObjectiveData } from '@shared/domain/objective'
import type { Service } from '@shared/domain/service'
import type { Failure } from '@shared/domain/source'
import type { Bridge } from '../bridge'
import { useBridge, useTicks } from './garda'

export interface ObjectiveKnown {
  /** Of the newest good answer; null: there was none yet. */
  readonly data: ObjectiveData | null
  /** Why the newest question was not, or not wholly, answered. */
  readonly failure: Failure | null
  /** Name of the source that failed; '' where none did. */
  readonly source: string
  /** Nothing was answered yet. */
  readonly asking: boolean
}
const NOTHING: ObjectiveKnown = { data: null, failure: null, source: '', asking: true }

/** What was answered last, so that another screen begins with it. Of another objective it says nothing. */
const remembered = new WeakMap<Bridge, Map<string, ObjectiveKnown>>()
const memoryOf = (bridge: Bridge): Map<string, ObjectiveKnown> => {
  const known = remembered.get(bridge) ?? new Map<string, ObjectiveKnown>()
  remembered.set(bridge, known)
  return known
}

const nextOf = (was: ObjectiveKnown, answer: ObjectiveAnswer): ObjectiveKnown =>
  answer.ok ? { data: answer.data, failure: answer.failure, source: '', asking: false } : { data: was.data, failure: answer.failure, source: answer.source, asking: false }

const idOf = (service: string, objective: Objective): string => JSON.stringify([service, objective])

/** What is counted for a service's objective, asked for again every `everyMs` while the window can be seen. Nothing is asked where it has none. */
export const useObjective = ({ key, objective }: Pick<Service, 'key' | 'objective'>, everyMs: number): ObjectiveKnown => {
  const bridge = useBridge()
  const clock = useTicks()
  const id = objective === null ? null : idOf(key, objective)
  const [known, setKnown] = useState<{ readonly id: string; readonly value: ObjectiveKnown } | null>(null)
  useEffect(() => {
    if (id === null) return undefined
    let wanted = true
    let awaited = false
    let askedAt = -Infinity
    const memory = memoryOf(bridge)
    const take = (answer: ObjectiveAnswer): void => {
      awaited = false
      const value = nextOf(memory.get(id) ?? NOTHING, answer)
      memory.set(id, value)
      if (wanted) setKnown({ id, value })
    }
    const ask = (): void => {
      const now = clock.now()
      if (awaited || document.visibilityState !== 'visible' || (now >= askedAt && now - askedAt < everyMs)) return
      awaited = true
      askedAt = now
      bridge.objective(key).then(take, (error: unknown) => take({ ok: false, source: '', failure: { code: 'internal', values: { detail: error instanceof Error ? error.message : String(error) } } }))
    }
    ask()
    const stop = clock.ticks(ask)
    return () => { wanted = false; stop() }
  }, [bridge, clock, key, id, everyMs])
  if (id === null) return NOTHING
  return known?.id === id ? known.value : (memoryOf(bridge).get(id) ?? NOTHING)
}
