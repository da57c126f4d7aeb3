import type { Alert } from '@shared/domain/alert'
import type { Page } from '@shared/domain/page'
import { isUnsure } from '../../src/main/core/away'
import type { Core } from '../unit/core/core-harness'

export interface LadderWatch {
  /** After whatever happens. */
  readonly saw: (core: Core, now: number) => void
  readonly heard: (page: string, rung: 'sound' | 'hook') => void
  readonly forget: () => void
  /** What is wrong at a tick. */
  readonly judge: (core: Core, now: number) => readonly string[]
}

/** What fires of a page, and of that what is worth waking for. */
export const firingOf = ({ alerts }: Page, { state: { app, ids } }: Core): { readonly all: readonly Alert[]; readonly waking: readonly Alert[] } => {
  const all = alerts.flatMap((id) => app.alerts[id] ?? app.alerts[ids.get(id) ?? ''] ?? []).filter((a) => a.state === 'firing')
  return { all, waking: all.filter((a) => a.severity === 'critical' && a.environment === 'production') }
}
/** Something of it is worth waking for and nobody has it, or nobody knows what became of it. */
const calls = (page: Page, core: Core): boolean => {
  const { all, waking } = firingOf(page, core)
  return all.length === 0 || waking.some((a) => a.held === null)
}

/**
 * Watches the usual ladder: what is due is heard within one tick of its time, and nothing else is heard.
 * Whoever is on call hears it, and everybody from five minutes on; nobody else does before.
 */
export const ladderWatch = (isMine: () => boolean): LadderWatch => {
  const HOOK = { after: 120_000, every: 600_000 }
  const NIGHT = { sound: 30_000, window: 10_000 }
  const BY_DAY = { sound: 60_000, window: 30_000 }
  const NEXT = 5 * 60_000
  /** The grace, and a poll. */
  const BLINK = 75_000
  let last: { readonly at: number; readonly night: boolean; /** Since when each is loud. */ readonly loud: ReadonlyMap<string, number> } | null = null
  const sounds = new Set<string>()
  const hooks = new Set<string>()
  /** Pages that may have reached this desk: it was its shift while they were open, or they were passed on. */
  const reached = new Set<string>()
  let theirsSince: ReadonlyMap<string, number> = new Map()
  return {
    saw: (core, now) => {
      for (const p of Object.values(core.state.app.pages)) {
        if (isMine() || now - p.since >= NEXT) reached.add(p.id)
        // between two answers something was nobody's: from then on it may be a blink
        if (theirsSince.has(p.id) && firingOf(p, core).waking.some((a) => a.held === null)) theirsSince = new Map([...theirsSince].filter(([id]) => id !== p.id))
      }
    },
    heard: (page, rung) => { (rung === 'sound' ? sounds : hooks).add(page) },
    forget: () => { last = null; theirsSince = new Map(); sounds.clear(); hooks.clear() },
    judge: (core, now) => {
      const { night } = core.state.app.meta
      const usual = night ? NIGHT : BY_DAY
      const loud = Object.values(core.state.app.pages).filter((p) => p.route === 'page' && p.status === 'open' && p.quietSince === null && calls(p, core) && !isUnsure(p, core.state, now))
      const before = last
      const asking = Object.values(core.state.app.pages).filter((p) => p.route === 'page' && p.status === 'open' && !isUnsure(p, core.state, now))
      const all = asking.filter((p) => { const { waking } = firingOf(p, core); return waking.length > 0 && waking.every((a) => a.held !== null) }).map((p) => p.id)
      // what was nobody's and is gone may be a blink
      theirsSince = new Map(all.map((id) => [id, theirsSince.get(id) ?? now]))
      const theirs = all.filter((id) => now - theirsSince.get(id)! > BLINK).map((id) => `${id} asks though somebody has all that pages`)
      const out = before === null || before.night !== night ? [] : loud.flatMap((page) => {
        const isHere = isMine() || now - page.since >= NEXT
        const due = isHere && Math.floor((now - page.since) / usual.sound) > Math.floor((before.at - page.since) / usual.sound)
        const wrong = page.since <= before.at && before.loud.get(page.id) !== page.since ? [] : due === sounds.has(page.id) || (!isHere && reached.has(page.id)) ? [] : [`${page.id}: ${due ? 'no sound though one was due' : 'a sound that was not due'}, ${(now - page.since) / 1000} s after it began`]
        const turn = (at: number): number => Math.floor((at - page.since - HOOK.after) / HOOK.every)
        const handedOn = isHere && now - page.since >= HOOK.after && turn(now) > Math.max(-1, turn(before.at))
        const missed = page.since <= before.at && before.loud.get(page.id) !== page.since ? [] : handedOn && !hooks.has(page.id) ? [`${page.id}: not handed on though it was due, ${(now - page.since) / 1000} s after it began`] : []
        return [...wrong, ...missed, ...(isHere && now - page.since >= usual.window && !page.window ? [`${page.id}: no window after ${(now - page.since) / 1000} s`] : [])]
      })
      last = { at: now, night, loud: new Map(loud.map((p) => [p.id, p.since])) }
      sounds.clear()
      hooks.clear()
      return [...theirs, ...out]
    }
  }
}
