import { describe, expect, it } from 'vitest'
import { demoConfig } from '@shared/config/demo'
import { configSchema } from '@shared/config/schema'
import { DEMO_START, demoTime } from '@shared/domain/demo'
import { demoCalendars } from '../../../src/main/app/face'
import { createRoster } from '../../../src/main/app/roster'
import { fakeClock } from '../../fakes/fake-clock'

describe('the demo', () => {
  it('has two people on call by turns, and is the desk of the one who has the night', () => {
    const clock = fakeClock(DEMO_START)
    const told: unknown[] = []
    const roster = createRoster({ clock, calendars: demoCalendars(clock.now), changed: (shift) => { told.push(shift) }, note: (...what) => { told.push(what) }, unnote: (what) => { told.push(what) } })
    roster.configure(configSchema.parse(demoConfig()).paging)
    const { me, ahead } = roster.read()
    expect([told, me, ahead.length]).toEqual([
      [{ now: { name: 'Mira Solberg', until: demoTime('07:00') }, next: { name: 'Daniel Okoye', from: demoTime('07:00') }, order: ['Mira Solberg', 'Daniel Okoye'] }], 'Mira Solberg', 9
    ])
  })
})
