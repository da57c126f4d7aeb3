import type { RotationConfig } from '@shared/config/paging'
import { FOR_GOOD, isAmong, samePerson, type Rule, type Slot, type Turn } from '@shared/domain/on-call'
import { NO_SHIFT, type Shift } from '@shared/domain/page'
import { instantOf, momentIn, wallAt } from '@shared/domain/zone'

const DAY = 86_400_000
/** How far those who follow are looked for besides the people in turn. */
const LOOK_AHEAD = 60 * DAY
const MOST_STEPS = 2_000

/** The first Monday of 2024, as wall clocks show it. */
const FIRST_MONDAY = Date.UTC(2024, 0, 1)

/** Who has a moment, and until when nothing that is known could change that. */
interface Holder { readonly person: string | null; readonly by: Rule; readonly until: number }

type HolderAt = (at: number) => Holder

/**
 * Overrides win over the calendar, the calendar over the people in turn. Of overlapping overrides the later listed wins;
 * of overlapping entries of a calendar the one that began last, and of those the one that ends first.
 */
const holders = (rotation: RotationConfig, calendar: readonly Turn[] | null, zone: string): HolderAt => {
  const overrides = rotation.overrides.map(({ from, to, person }): Turn => ({ person, from: momentIn(from, zone), to: momentIn(to, zone) })).filter((o) => o.from < o.to)
  const turns = calendar ?? []
  const inTurn = peopleInTurn(rotation, zone)
  const edges = [...new Set([...overrides, ...turns].flatMap((x) => [x.from, x.to]))].sort((a, b) => a - b)
  const held = (x: Turn, at: number): boolean => x.from <= at && at < x.to
  return (at) => {
    const edge = edges.find((e) => e > at) ?? FOR_GOOD
    const override = overrides.findLast((o) => held(o, at))
    if (override) return { person: override.person, by: 'override', until: edge }
    const turn = turns.reduce<Turn | null>((best, x) => (held(x, at) && (!best || x.from > best.from || (x.from === best.from && x.to < best.to)) ? x : best), null)
    if (turn) return { person: turn.person, by: 'calendar', until: edge }
    const { person, until } = inTurn(at)
    return { person, by: 'rotation', until: Math.min(edge, until) }
  }
}

/** The rotation goes on in both directions for good; its start only says where it stands. */
const peopleInTurn = ({ people, start, handover, every }: RotationConfig, zone: string): ((at: number) => { readonly person: string | null; readonly until: number }) => {
  if (new Set(people).size < 2) return () => ({ person: people[0] ?? null, until: FOR_GOOD })
  const [hour = 0, minute = 0] = handover.split(':').map(Number)
  const anchor = start === undefined ? FIRST_MONDAY : wallAt(momentIn(start, zone), zone)
  const first = anchor - (((anchor % DAY) + DAY) % DAY) + hour * 3_600_000 + minute * 60_000
  const beginOf = (k: number): number => instantOf(first + k * every * DAY, zone)
  return (at) => {
    let k = Math.floor((wallAt(at, zone) - first) / (every * DAY))
    while (beginOf(k) > at) k--
    while (beginOf(k + 1) <= at) k++
    return { person: people[((k % people.length) + people.length) % people.length]!, until: beginOf(k + 1) }
  }
}

const isSame = (a: string | null, b: string | null): boolean => a === b || (a !== null && b !== null && samePerson(a, b))

/** The stretches from `at` on, each as long as person and rule stay; those with nobody on call too. Ends with the one that nothing ends. */
function* stretches(holderAt: HolderAt, at: number): Generator<Omit<Slot, 'person'> & { readonly person: string | null }> {
  let from = at
  let now = holderAt(at)
  for (let step = 0; step < MOST_STEPS && now.until < FOR_GOOD; step++) {
    const next = holderAt(now.until)
    if (isSame(next.person, now.person) && next.by === now.by) { now = next; continue }
    yield { person: now.person, by: now.by, from, to: now.until }
    from = now.until
    now = next
  }
  yield { person: now.person, by: now.by, from, to: now.until }
}

/**
 * Who is on call at `now` and until when, who is next, and in which order a page goes on from person to person.
 * `calendar`: its entries around now; null: there is none, or it was never read. `zone`: of handovers, and of moments in the configuration that name no offset.
 */
export const shiftOf = (rotation: RotationConfig, calendar: readonly Turn[] | null, now: number, zone: string): Shift => {
  let current: Shift['now'] = null
  let next: Shift['next'] = null
  let first = true
  const order: string[] = []
  const unseen = new Set(rotation.people)
  for (const { person, from, to } of stretches(holders(rotation, calendar, zone), now)) {
    if (next && from > now + LOOK_AHEAD && unseen.size === 0) break
    if (first && person !== null) current = { name: person, until: to }
    // another rule, the same person: the shift goes on
    else if (current && !next && isSame(person, current.name) && from === current.until) current = { name: current.name, until: to }
    else if (!next && person !== null) next = { name: person, from }
    first = false
    if (person === null) continue
    unseen.delete(person)
    if (!isAmong(order, person)) order.push(person)
  }
  return order.length === 0 ? NO_SHIFT : { now: current, next, order }
}

/** The shift that covers `now`, told from `now` on, and those that follow, at most `count`; gaps are left out. */
export const shiftsAhead = (rotation: RotationConfig, calendar: readonly Turn[] | null, now: number, zone: string, count: number): readonly Slot[] => {
  const found: Slot[] = []
  for (const { person, ...rest } of stretches(holders(rotation, calendar, zone), now)) {
    if (person !== null) found.push({ person, ...rest })
    if (found.length === count) break
  }
  return found
}
