import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ConfigInput } from '@shared/config/schema'
import { NOW } from '../builders'
import { fakeLedger, type FakeLedger } from '../fakes/fake-ledger'
import { office, type Desk } from '../unit/app/desks'

/** `npm run sim -- --nights N` asks for more; each run is half an hour of two desks, second by second. */
const RUNS = Math.ceil(Number(process.env['GARDA_SIM_NIGHTS'] ?? 500) / 20)
const SEED = process.env['GARDA_SIM_SEED']

const S = 1_000
const MIN = 60 * S
const STEP = 15 * S
const NAMES = ['Mira', 'Daniel'] as const
type Name = (typeof NAMES)[number]

type Happening = 'crash' | 'quit' | 'start' | 'cut' | 'join' | 'server dies' | 'server lives' | 'server forgets'
const happening = fc.constantFrom<Happening>('crash', 'crash', 'quit', 'start', 'start', 'cut', 'join', 'server dies', 'server lives', 'server forgets')
const halfHours = fc.record({
  steps: fc.array(fc.record({ after: fc.integer({ min: 0, max: 480 }), who: fc.constantFrom(...NAMES), what: happening }), { minLength: 1, maxLength: 6 })
})
type HalfHour = typeof halfHours extends fc.Arbitrary<infer H> ? H : never

/** A presence lapses, what is read settles, and a source that was away is asked again. */
const BOUND = 5 * MIN + 2 * MIN + 90 * S
/** Whoever has watched for so long is seen by everybody who has. */
const CALM = 3 * MIN

interface Seat { desk: Desk | null; ledger: FakeLedger; reachable: boolean; /** Since when it reads without a break; null: it does not. */ readingSince: number | null }

/** Lives through it and says what went wrong: a page that no desk rang for too long, or one that rang at two while both watched. */
const live = async ({ steps }: HalfHour, config?: ConfigInput): Promise<readonly string[]> => {
  const it = office()
  const seats: Record<Name, Seat> = { Mira: seat(), Daniel: seat() }
  const wrongs: string[] = []
  let server = true
  let loudAt = NOW
  const settle = (name: Name): void => {
    const own = seats[name]
    const reads = own.desk !== null && own.reachable && server
    own.readingSince = reads ? (own.readingSince ?? it.clock.now()) : null
  }
  const start = async (name: Name): Promise<void> => {
    const own = seats[name]
    if (own.desk) return
    own.ledger = fakeLedger({ lastRunAt: NOW - MIN, ...own.ledger.saved().at(-1) })
    own.desk = await it.open(name, { ledger: own.ledger, ...(config ? { config } : {}) })
    own.desk.reach(own.reachable && server)
  }
  const end = async (name: Name, how: 'crash' | 'quit'): Promise<void> => {
    const { desk } = seats[name]
    if (!desk) return
    seats[name].desk = null
    if (how === 'crash') await desk.crash()
    else {
      const quitting = desk.quit()
      await it.clock.advance(4 * S)
      await quitting
    }
  }
  const rings = ({ desk }: Seat): boolean => desk !== null && Object.values(desk.engine.state().pages).some((p) => p.route === 'page' && p.status === 'open' && p.loud)
  const judge = (): void => {
    const now = it.clock.now()
    const loud = NAMES.filter((name) => rings(seats[name]))
    if (loud.length > 0) loudAt = now
    for (const name of NAMES) {
      const { readingSince } = seats[name]
      const silent = readingSince === null ? 0 : now - Math.max(readingSince, loudAt)
      if (silent > BOUND) wrongs.push(`${name} reads, and nobody has rung for ${silent / S} s`)
    }
    const watched = NAMES.every((name) => { const since = seats[name].readingSince; return since !== null && now - since >= CALM })
    if (watched && loud.includes('Daniel')) wrongs.push('Daniel is rung for though Mira watches')
  }
  const pass = async (seconds: number): Promise<void> => {
    for (let left = seconds * S; left > 0; left -= STEP) {
      await it.clock.advance(Math.min(left, STEP))
      for (const name of NAMES) settle(name)
      judge()
    }
  }
  for (const name of NAMES) await start(name)
  await pass(60)
  it.firing = ['Down']
  loudAt = it.clock.now()
  await pass(30)
  for (const { after, who, what } of steps) {
    await pass(after)
    switch (what) {
      case 'crash': case 'quit': await end(who, what); break
      case 'start': await start(who); break
      case 'cut': case 'join': seats[who].reachable = what === 'join'; break
      case 'server dies': case 'server lives': server = what === 'server lives'; break
      case 'server forgets': it.am.kept.length = 0; break
    }
    for (const name of NAMES) { seats[name].desk?.reach(seats[name].reachable && server); settle(name) }
  }
  await pass(BOUND / S + 60)
  for (const name of NAMES) await end(name, 'crash')
  return wrongs
}

const seat = (): Seat => ({ desk: null, ledger: fakeLedger(), reachable: true, readingSince: null })

test('two desks: while one watches, a page that nobody has taken rings at one of them', async () => {
  await fc.assert(fc.asyncProperty(halfHours, async (half) => { expect(await live(half)).toEqual([]) }), { numRuns: RUNS, ...(SEED === undefined ? {} : { seed: Number(SEED) }) })
}, 20 * MIN)

const step = (after: number, who: Name, what: Happening): HalfHour['steps'][number] => ({ after, who, what })

test('what is left of one desk knows of the other, whatever the server and itself forgot', async () => {
  expect(await live({ steps: [step(60, 'Mira', 'crash'), step(30, 'Mira', 'server forgets'), step(10, 'Daniel', 'crash'), step(10, 'Daniel', 'start')] })).toEqual([])
})

test('the model itself sees a page that nobody rings for', async () => {
  const alone = await live({ steps: [step(60, 'Mira', 'crash')] }, { paging: { me: 'Daniel', onCall: { people: ['Mira'] }, ladders: [{ sound: { after: '0s' } }] } })
  expect(alone.length).toBeGreaterThan(0)
  expect(alone[0]).toMatch(/^Daniel reads, and nobody has rung for \d+ s$/)
})
