import type { Reading } from '@shared/domain/night-watch'
import type { Desk, StayAwake } from '../../src/main/ports/desk'
import type { Power } from '../../src/main/ports/power'

const fine: Reading = { state: 'fine', detail: '' }

export interface FakeDesk extends Desk { readings: { disturbed: Reading | Promise<Reading>; sleeps: Reading; locked: Reading } }

/** A desktop that says what it is told to. */
export const fakeDesk = (): FakeDesk => ({
  readings: { disturbed: fine, sleeps: fine, locked: fine },
  async disturbed() { return this.readings.disturbed },
  async sleeps() { return this.readings.sleeps },
  async locked() { return this.readings.locked },
  dispose: () => undefined
})

export const fakeStayAwake = (): StayAwake => {
  let held = false
  return { hold: () => { held = true }, release: () => { held = false }, held: () => held }
}

/** A screen lock that a test turns. */
export const fakeLock = (): Pick<Power, 'onLock' | 'onUnlock'> & { readonly lock: () => void; readonly unlock: () => void } => {
  const [locks, unlocks] = [new Set<() => void>(), new Set<() => void>()]
  const on = (set: Set<() => void>) => (listener: () => void) => { set.add(listener); return () => { set.delete(listener) } }
  return { onLock: on(locks), onUnlock: on(unlocks), lock: () => { for (const l of locks) l() }, unlock: () => { for (const l of unlocks) l() } }
}
