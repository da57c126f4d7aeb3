import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { CalendarReading } from '@shared/domain/on-call'
import { nodeCalendars } from '../../../src/main/adapters/node-calendars'
import { SourceFailure } from '../../../src/main/ports/failure'
import { fakeClock, type FakeClock } from '../../fakes/fake-clock'
import { fakeHttp, type FakeHttp } from '../../fakes/fake-http'

const NOW = Date.UTC(2026, 2, 4, 12)
const MINUTE = 60_000
const calendar = (person: string): string => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260304T080000Z\r\nDTEND:20260311T080000Z\r\nSUMMARY:${person}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`
const turn = (person: string) => ({ person, from: Date.UTC(2026, 2, 4, 8), to: Date.UTC(2026, 2, 11, 8) })
const good = (person: string, readAt: number): CalendarReading => ({ turns: [turn(person)], readAt, problem: null, floating: null })

const ends: (() => void)[] = []
afterEach(() => { for (const end of ends.splice(0)) end() })

/** Follows a place; `heard` waits for the next reading that nobody has seen yet. */
const follow = (place: string, http: FakeHttp = fakeHttp(), clock: FakeClock = fakeClock(NOW)) => {
  const readings: CalendarReading[] = []
  let seen = 0
  let arrived: () => void = () => undefined
  const end = nodeCalendars({ http: { open: () => http }, clock, pace: { debounceMs: 10, pollMs: 50 } }).follow(place, 'UTC', (reading) => { readings.push(reading); arrived() })
  ends.push(end)
  const heard = async (): Promise<CalendarReading> => {
    while (readings.length <= seen) await new Promise<void>((resolve) => { arrived = resolve })
    return readings[seen++]!
  }
  return { clock, http, end, heard, readings }
}

describe('a calendar at an address', () => {
  const at = 'https://calendar.example/secret/on-call.ics'

  it('is asked for at once and every five minutes, and what it said stays while it does not answer or is not one', async () => {
    const it = follow(at, fakeHttp({ '*': { body: calendar('Mira') } }))
    expect(await it.heard()).toEqual(good('Mira', NOW))
    const told: unknown[] = []
    for (const answer of [{ status: 503 }, new SourceFailure('refused', { host: 'calendar.example' }), new SourceFailure('tls-name', { host: 'calendar.example', detail: 'it names other hosts' }), { body: '<html>Sign in</html>' }, { body: new Uint8Array([0xff, 0xfe]) }, { body: calendar('Daniel') }] as const) {
      it.http.on('*', answer)
      await it.clock.advance(5 * MINUTE)
      told.push(await it.heard())
    }
    const kept = good('Mira', NOW)
    expect(told).toEqual([
      { ...kept, problem: { line: null, reason: 'the server answered 503' } }, { ...kept, problem: { line: null, reason: 'The calendar refused the connection at calendar.example.' } },
      { ...kept, problem: { line: null, reason: 'The certificate of the calendar is not for calendar.example: it names other hosts.' } }, { ...kept, problem: { line: 1, reason: 'a calendar begins with BEGIN:VCALENDAR, and this does not' } }, { ...kept, problem: { line: null, reason: 'it is not text in UTF-8' } }, good('Daniel', NOW + 30 * MINUTE)
    ])
    expect(it.http.calls.map((c) => c.url)).toEqual(Array.from({ length: 7 }, () => at))
  })

  it('is asked for every 15 s until it was read once: a network may come later than Garda', async () => {
    const it = follow(at, fakeHttp({ '*': new SourceFailure('refused', { host: 'calendar.example' }) }))
    await it.heard()
    await it.clock.advance(15_000)
    expect((await it.heard()).turns).toBeNull()
    it.http.on('*', { body: calendar('Mira') })
    await it.clock.advance(15_000)
    expect(await it.heard()).toEqual(good('Mira', NOW + 30_000))
    await it.clock.advance(4 * MINUTE)
    expect(it.http.calls.length).toBe(3)
  })

  it('may be offered as webcal, and is left alone once nobody follows', async () => {
    const it = follow('webcal://calendar.example/on-call.ics', fakeHttp({ 'https://calendar.example/on-call.ics': { body: calendar('Mira') } }))
    expect(await it.heard()).toEqual(good('Mira', NOW))
    it.end()
    await it.clock.advance(60 * MINUTE)
    expect([it.http.calls.length, it.clock.pending, it.http.closed]).toEqual([1, 0, true])
  })
})

describe('a calendar in a file', () => {
  const folder = (): string => { const path = mkdtempSync(join(tmpdir(), 'garda-calendar-')); ends.push(() => { rmSync(path, { recursive: true }) }); return path }

  it('is read anew when it changes, and the last good one stays', async () => {
    const file = join(folder(), 'on-call.ics')
    writeFileSync(file, calendar('Mira'))
    const it = follow(file)
    expect(await it.heard()).toEqual(good('Mira', NOW))
    writeFileSync(file, calendar('Mira').replace('END:VEVENT', 'END:VALARM'))
    expect(await it.heard()).toEqual({ ...good('Mira', NOW), problem: { line: 8, reason: 'VEVENT of line 3 is not ended here' } })
    writeFileSync(file, calendar('Daniel Okoye'))
    expect(await it.heard()).toEqual(good('Daniel Okoye', NOW))
  })

  it('that is missing, no file or too large is said to be', async () => {
    const path = folder()
    writeFileSync(join(path, 'large.ics'), Buffer.alloc(5 * 1024 * 1024 + 1, 0x20))
    const told = await Promise.all([join(path, 'none.ics'), path, join(path, 'large.ics')].map((place) => follow(place).heard()))
    expect(told).toEqual(['there is no such file', 'it is not a file', 'it is larger than 5 MiB'].map((reason) => ({ turns: null, readAt: null, problem: { line: null, reason }, floating: null })))
  })
})
