import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nights, type Happening, type Night } from './happenings'
import { live } from './night'
import type { Share } from './truth'

/** `npm run sim -- --nights N` asks for others, and more; the seed of a night that went wrong is printed, and the night is kept below. `npm test` lives through the same each time. */
const ASKED = process.env['GARDA_SIM_NIGHTS']
const SEED = process.env['GARDA_SIM_SEED'] ?? (ASKED === undefined ? '102' : undefined)
const NIGHTS = Number(ASKED ?? 500)

test('whole nights: no page is missed, none comes twice for one episode, none for what must not', () => {
  fc.assert(fc.property(nights, (night) => { expect(live(night).wrongs).toEqual([]) }), { numRuns: NIGHTS, ...(SEED === undefined ? {} : { seed: Number(SEED) }) })
}, Math.max(20 * 60_000, NIGHTS * 600))

test('the model itself sees pages', () => {
  const lived = fc.sample(nights, { numRuns: 300, seed: 11 }).map((night) => live(night))
  const told = lived.flatMap((l) => l.told)
  // `early`: it must be told, and its time is not over yet
  const all = lived.reduce<Share>((sum, { share: { must, early, never, either } }) => ({
    must: sum.must + must, early: sum.early + early, never: sum.never + never, either: sum.either + either
  }), NOTHING)
  const whole = all.must + all.early + all.never + all.either
  const [must, never, either] = [all.must / whole, all.never / whole, all.either / whole]
  console.info(`of ${Math.round(whole / 60_000)} min of alerts worth waking for, somebody must have been called for ${percent(must)} and nobody may be for ${percent(never)}; for ${percent(either)} both are right`)
  expect([must > 0.3, never > 0.2, either < 0.25]).toEqual([true, true, true])
  expect(new Set(told.map((t) => t.reason))).toEqual(new Set(['baseline', 'new', 'joined', 'digest', 'resolved', 'source-blind', 'morning', 'reopened', 'away', 'storm', 'repeated', 'unseen', 'root', 'called']))
}, 5 * 60_000)

const NOTHING: Share = { must: 0, early: 0, never: 0, either: 0 }
const percent = (of: number): string => `${Math.round(of * 100)} %`
const steps = (...list: readonly (readonly [after: number, happening: Happening])[]): Night['steps'] => list.map(([after, happening]) => ({ after, happening }))
test.each<readonly [string, Night]>([
  ['the clock is set back in the moment in which a Prometheus lists again what it had lost', { ranBefore: true, hour: 3, external: true, firing: [], daemon: 'there', team: null, steps: steps(
    [0, { what: 'dead', source: 0 }], [0, { what: 'empty', source: 1 }], [0, { what: 'begin', alert: 0 }], [12, { what: 'back', seconds: 1 }], [0, { what: 'alive', source: 0 }],
    [0, { what: 'begin-quiet', alert: 0, by: 'silence' }]
  ) }],
  ['something begins above what a colleague had, in a restart in which its Alertmanager is dead', { ranBefore: true, hour: 3, external: false, firing: [], daemon: 'there', team: null, steps: steps(
    [0, { what: 'begin', alert: 0 }], [3, { what: 'take-all' }], [3, { what: 'dead', source: 0 }], [0, { what: 'crash', awayTicks: 1, begins: 3, blinks: null, unwritten: false }],
    [0, { what: 'blink', alert: 0, polls: 1, anew: false }]
  ) }],
  ['the clock is set back while one of a page is gone for a blink and a colleague has the rest', { ranBefore: true, hour: 3, external: false, firing: [3, 0], daemon: 'there', team: null, steps: steps(
    [0, { what: 'take-one', nth: 0 }], [0, { what: 'end', alert: 0 }], [3, { what: 'back', seconds: 26 }], [0, { what: 'take-one', nth: 0 }]
  ) }],
  ['pods take turns on a page of their own, while something that is only worth a look is above them', { ranBefore: true, hour: 12, external: false, firing: [2], daemon: 'there', team: { me: 'Mira', handoverMinutes: 1 }, steps: steps(
    [0, { what: 'take-gone', alert: 0, anew: false }], [0, { what: 'end', alert: 0 }], [0, { what: 'turns', by: 'labels', count: 3, polls: 10, between: 1, taken: null, beside: true }]
  ) }],
  ['pods take turns on a page of their own, while a colleague has something above them', { ranBefore: true, hour: 3, external: false, firing: [3], daemon: 'there', team: { me: 'Daniel', handoverMinutes: 1 }, steps: steps(
    [0, { what: 'back', seconds: 5401 }], [0, { what: 'take-one', nth: 0 }], [0, { what: 'turns', by: 'labels', count: 3, polls: 9, between: 1, taken: null, beside: false }]
  ) }],
  ['a colleague takes what an Alertmanager lists no more with all the rest, which is not believed yet', { ranBefore: true, hour: 3, external: false, firing: [4, 1, 5], daemon: 'there', team: null, steps: steps(
    [0, { what: 'begin', alert: 0 }], [0, { what: 'begin', alert: 2 }], [3, { what: 'empty', source: 0 }], [0, { what: 'take-one', nth: 0 }]
  ) }],
  ['a page comes to this desk while nothing can be shown, and a crash comes before anything can', { ranBefore: true, hour: 3, external: false, firing: [0], daemon: 'there', team: { me: 'Daniel', handoverMinutes: 1 }, steps: steps(
    [0, { what: 'daemon', mood: 'missing', late: false }], [12, { what: 'crash', awayTicks: 1, begins: null, blinks: null, unwritten: false }], [0, { what: 'daemon', mood: 'there', late: false }],
    [0, { what: 'silence', alert: 0 }]
  ) }],
  ['what was taken here is over when the computer falls asleep, and begins anew meanwhile', { ranBefore: true, hour: 3, external: false, firing: [], daemon: 'there', team: null, steps: steps(
    [0, { what: 'crash', awayTicks: 1, begins: 1, blinks: null, unwritten: false }], [0, { what: 'turns', by: 'labels', count: 3, polls: 1, between: 0, taken: 0, beside: false }], [0, { what: 'end', alert: 0 }],
    [3, { what: 'sleep', ticks: 102, begins: [1], ends: null, blinks: null }], [0, { what: 'begin', alert: 1 }]
  ) }],
  ['what is back half an hour after it was gone beside something that wakes nobody', { ranBefore: true, hour: 12, external: false, firing: [], daemon: 'there', team: null, steps: steps(
    [0, { what: 'daemon', mood: 'missing', late: false }], [0, { what: 'turns', by: 'labels', count: 3, polls: 1, between: 0, taken: null, beside: true }], [0, { what: 'episodes', alert: 0, taken: false, minutes: 30 }],
    [0, { what: 'inhibit', alert: 0 }]
  ) }],
  ['a service is seen again on the page of a source that is not', { ranBefore: true, hour: 3, external: false, firing: [], daemon: 'there', team: null, steps: steps(
    [0, { what: 'dead', source: 1 }], [0, { what: 'dead', source: 0 }], [10, { what: 'back', seconds: 1 }], [5, { what: 'alive', source: 1 }], [0, { what: 'hide', ticks: 4 }], [9, { what: 'begin', alert: 0 }]
  ) }],
  ['what a cause explained that is over began on its service long after what a colleague has there', { ranBefore: true, hour: 3, external: false, firing: [0], daemon: 'there', team: null, steps: steps(
    [0, { what: 'dead', source: 1 }], [0, { what: 'take-all' }], [0, { what: 'crash', awayTicks: 1, begins: null, blinks: null, unwritten: false }], [0, { what: 'trail', minutes: 12, count: 4, taken: true }],
    [0, { what: 'episodes', alert: 0, taken: false, minutes: 4 }]
  ) }],
  ['what was told in the first summary of all is lost for a quarter of an hour, and listed again as it was', { ranBefore: false, hour: 12, external: false, firing: [0, 2], daemon: 'there', team: null, steps: steps(
    [0, { what: 'blink', alert: 0, polls: 1, anew: false }], [0, { what: 'take', alert: 1 }], [0, { what: 'back', seconds: 856 }], [9, { what: 'episodes', alert: 1, taken: false, minutes: 3 }],
    [34, { what: 'blink', alert: 0, polls: 2, anew: false }], [2, { what: 'unsilence', alert: 0 }]
  ) }],
  ['what only a Prometheus told is listed under labels that nobody knows after a restart', { ranBefore: true, hour: 3, external: true, firing: [], daemon: 'there', team: null, steps: steps(
    [0, { what: 'dead', source: 0 }], [0, { what: 'begin', alert: 0 }], [3, { what: 'dead', source: 1 }], [0, { what: 'alive', source: 0 }], [0, { what: 'crash', awayTicks: 1, begins: null, blinks: null, unwritten: false }],
    [0, { what: 'begin', alert: 0 }]
  ) }],
  ['a Prometheus dies a moment after it listed nothing at all', { ranBefore: true, hour: 3, external: false, firing: [0, 2, 1], daemon: 'there', team: null, steps: steps(
    [0, { what: 'empty', source: 1 }], [0, { what: 'silence', alert: 0 }], [0, { what: 'begin-quiet', alert: 3, by: 'silence' }], [7, { what: 'begin-quiet', alert: 4, by: 'silence' }], [5, { what: 'back', seconds: 1 }],
    [0, { what: 'dead', source: 1 }], [7, { what: 'blink', alert: 2, polls: 2, anew: false }], [0, { what: 'begin', alert: 0 }]
  ) }],
  ['what a dead Alertmanager lists and a Prometheus says is over, and then that is dead, too', { ranBefore: true, hour: 3, external: false, firing: [0], daemon: 'there', team: null, steps: steps(
    [0, { what: 'dead', source: 0 }], [0, { what: 'end', alert: 0 }], [11, { what: 'hide', ticks: 3 }], [22, { what: 'dead', source: 1 }], [0, { what: 'take-gone', alert: 0, anew: false }]
  ) }],
  ['what a colleague has ends, and one source tells it still without them', { ranBefore: true, hour: 3, external: false, firing: [0, 1], daemon: 'there', team: null, steps: steps(
    [0, { what: 'take-all' }], [0, { what: 'turns', by: 'labels', count: 3, polls: 1, between: 2, taken: null, beside: false }], [0, { what: 'end', alert: 0 }]
  ) }],
  ['what an Alertmanager inhibited that is dead now is taken with its page, and more lies on it', { ranBefore: true, hour: 3, external: false, firing: [], daemon: 'there', team: null, steps: steps(
    [0, { what: 'begin-quiet', alert: 0, by: 'inhibition' }], [3, { what: 'dead', source: 0 }], [0, { what: 'turns', by: 'labels', count: 3, polls: 4, between: 0, taken: 0, beside: false }],
    [0, { what: 'trail', minutes: 12, count: 3, taken: false }], [0, { what: 'take-one', nth: 0 }]
  ) }],
  ['what a colleague had from its beginning, after a restart in which its Alertmanager is gone', { ranBefore: true, hour: 3, external: false, firing: [], daemon: 'there', team: null, steps: steps(
    [0, { what: 'begin-quiet', alert: 0, by: 'colleague' }], [3, { what: 'dead', source: 0 }], [0, { what: 'crash', awayTicks: 1, begins: null, blinks: null, unwritten: false }], [0, { what: 'begin', alert: 0 }]
  ) }],
  ['what nobody was shown at the very first start begins anew, while the rest of it goes on', { ranBefore: false, hour: 3, external: false, firing: [3, 0], daemon: 'missing', team: null, steps: steps(
    [0, { what: 'episodes', alert: 0, taken: false, minutes: 16 }], [0, { what: 'dead', source: 0 }]
  ) }],
  ['a cause that somebody has ends in the very answers in which something begins that it explains', { ranBefore: true, hour: 3, external: false, firing: [1, 0], daemon: 'there', team: null, steps: steps(
    [0, { what: 'take-gone', alert: 0, anew: false }], [0, { what: 'end', alert: 1 }], [0, { what: 'turns', by: 'labels', count: 3, polls: 1, between: 0, taken: null, beside: false }], [0, { what: 'silence', alert: 0 }]
  ) }],
  ['what was silenced ends in a sleep, and its Alertmanager answers first', { ranBefore: true, hour: 3, external: false, firing: [1], daemon: 'there', team: { me: 'Mira', handoverMinutes: 3 }, steps: steps(
    [0, { what: 'storm', size: 10 }], [0, { what: 'silence', alert: 0 }], [15, { what: 'snooze' }], [19, { what: 'sleep', ticks: 101, begins: [], ends: 1, blinks: null }], [0, { what: 'begin', alert: 0 }]
  ) }],
  ['a call is refused, a colleague takes what it was for, and gives it back', { ranBefore: true, hour: 3, external: false, firing: [0], daemon: 'there', team: null, steps: steps(
    [0, { what: 'daemon', mood: 'refuses', late: false }], [0, { what: 'snooze' }], [0, { what: 'turns', by: 'labels', count: 4, polls: 9, between: 1, taken: null, beside: false }],
    [2, { what: 'take-all' }], [1, { what: 'daemon', mood: 'there', late: false }], [0, { what: 'end', alert: 0 }], [0, { what: 'acknowledge' }]
  ) }],
  ['something joins a storm in the moment in which that is passed on', { ranBefore: true, hour: 3, external: false, firing: [], daemon: 'there', team: { me: 'Mira', handoverMinutes: 12 }, steps: steps(
    [0, { what: 'storm', size: 11 }], [13, { what: 'begin', alert: 7 }], [17, { what: 'take-one', nth: 0 }], [30, { what: 'begin', alert: 0 }],
    [10, { what: 'blink', alert: 0, polls: 1, anew: false }], [38, { what: 'blink', alert: 0, polls: 1, anew: false }]
  ) }],
  ['the clock is set back while a crowd that is gone is still held', { ranBefore: true, hour: 3, external: false, firing: [], daemon: 'there', team: null, steps: steps(
    [0, { what: 'dead', source: 0 }], [0, { what: 'storm', size: 5 }], [3, { what: 'empty', source: 1 }], [3, { what: 'back', seconds: 46 }]
  ) }],
  ['the clock is set back to before the run before, and then a page is taken', { ranBefore: true, hour: 3, external: false, firing: [0], daemon: 'there', team: null, steps: steps(
    [0, { what: 'back', seconds: 428 }], [0, { what: 'back', seconds: 6_802 }], [0, { what: 'turns', by: 'labels', count: 3, polls: 1, between: 0, taken: 0, beside: false }], [0, { what: 'take-one', nth: 0 }]
  ) }],
  ['a colleague takes what its Alertmanager does not list for a quarter of an hour, and more follows', { ranBefore: true, hour: 3, external: false, firing: [1], daemon: 'there', team: null, steps: steps(
    [0, { what: 'empty', source: 0 }], [0, { what: 'back', seconds: 751 }], [0, { what: 'trail', minutes: 12, count: 3, taken: true }], [0, { what: 'begin', alert: 0 }]
  ) }],
  ['what is given back is called for while the service hangs, and comes after what was given up', { ranBefore: true, hour: 3, external: false, firing: [], daemon: 'there', team: null, steps: steps(
    [0, { what: 'daemon', mood: 'hangs', late: false }], [0, { what: 'begin', alert: 0 }], [3, { what: 'take-one', nth: 0 }], [3, { what: 'give', alert: 0 }], [3, { what: 'daemon', mood: 'there', late: true }]
  ) }],
  ['a page ends whose warning goes on and was never shown', { ranBefore: true, hour: 12, external: false, firing: [], daemon: 'missing', team: null, steps: steps(
    [0, { what: 'turns', by: 'labels', count: 3, polls: 1, between: 3, taken: null, beside: true }], [3, { what: 'daemon', mood: 'refuses', late: false }], [0, { what: 'begin', alert: 0 }]
  ) }],
  ['a silence hides an alert on a page that ended beside it while nothing could be shown', { ranBefore: true, hour: 12, external: false, firing: [0], daemon: 'missing', team: null, steps: steps(
    [0, { what: 'end', alert: 0 }], [0, { what: 'crash', awayTicks: 1, begins: 2, blinks: null, unwritten: false }], [1, { what: 'begin-quiet', alert: 0, by: 'silence' }],
    [11, { what: 'daemon', mood: 'there', late: false }], [0, { what: 'hide', ticks: 3 }]
  ) }],
  ['a crash comes while what is left of a page is only worth a look', { ranBefore: true, hour: 6.75, external: false, firing: [], daemon: 'there', team: { me: 'Mira', handoverMinutes: 1 }, steps: steps(
    [0, { what: 'episodes', alert: 2, taken: false, minutes: 2 }], [9, { what: 'episodes', alert: 0, taken: false, minutes: 31 }], [0, { what: 'crash', awayTicks: 3, begins: null, blinks: null, unwritten: false }]
  ) }],
  ['something joins a storm in the moment that hooks hear of it', { ranBefore: true, hour: 3, external: false, firing: [], daemon: 'there', team: null, steps: steps(
    [0, { what: 'storm', size: 11 }], [9, { what: 'dead', source: 0 }], [15, { what: 'begin', alert: 0 }], [5, { what: 'begin-quiet', alert: 0, by: 'silence' }], [7, { what: 'take-one', nth: 0 }]
  ) }],
  ['what fired already at the very first start is over, and begins anew while the rest of it goes on', { ranBefore: false, hour: 3, external: false, firing: [0, 1], daemon: 'there', team: null, steps: steps(
    [0, { what: 'episodes', alert: 0, taken: false, minutes: 16 }], [30, { what: 'end', alert: 1 }]
  ) }],
  ['what begins anew under the silence of an Alertmanager that is dead', { ranBefore: true, hour: 3, external: false, firing: [], daemon: 'there', team: null, steps: steps(
    [0, { what: 'begin-quiet', alert: 0, by: 'silence' }], [3, { what: 'dead', source: 0 }], [0, { what: 'episodes', alert: 0, taken: false, minutes: 3 }]
  ) }],
  ['what a colleague has stays theirs while their Alertmanager is restarted and lists nothing, under labels that only it has', { ranBefore: true, hour: 3, external: true, firing: [], daemon: 'there', team: null, steps: steps(
    [0, { what: 'trail', minutes: 12, count: 3, taken: false }], [0, { what: 'take-all' }], [0, { what: 'empty', source: 0 }]
  ) }],
  ['a page is taken while its Alertmanager is dead, and its alert begins anew', { ranBefore: true, hour: 3, external: false, firing: [1, 0], daemon: 'there', team: null, steps: steps(
    [0, { what: 'dead', source: 0 }], [0, { what: 'end', alert: 1 }], [0, { what: 'take-gone', alert: 0, anew: false }], [0, { what: 'episodes', alert: 1, taken: false, minutes: 4 }]
  ) }],
  ['pods take turns beneath what a colleague has, after a handover', { ranBefore: true, hour: 3, external: false, firing: [], daemon: 'there', team: { me: 'Mira', handoverMinutes: 1 }, steps: steps(
    [3, { what: 'begin', alert: 3 }], [24, { what: 'take-one', nth: 0 }], [3, { what: 'turns', by: 'labels', count: 3, polls: 7, between: 0, taken: null, beside: false }], [0, { what: 'inhibit', alert: 0 }]
  ) }],
  ['what a Prometheus says is over, while its Alertmanager is dead', { ranBefore: true, hour: 3, external: false, firing: [0], daemon: 'there', team: null, steps: steps(
    [0, { what: 'dead', source: 0 }], [0, { what: 'end', alert: 0 }], [9, { what: 'silence', alert: 0 }], [7, { what: 'begin-quiet', alert: 1, by: 'silence' }], [8, { what: 'blink', alert: 0, polls: 1, anew: false }]
  ) }],
  ['what comes back under other labels beside something that wakes nobody', { ranBefore: true, hour: 21.75, external: false, firing: [2, 4], daemon: 'there', team: null, steps: steps(
    [0, { what: 'end', alert: 0 }], [3, { what: 'turns', by: 'labels', count: 3, polls: 14, between: 12, taken: null, beside: false }], [0, { what: 'acknowledge' }]
  ) }],
  ['what was silenced fires after a restart while its Alertmanager is away', { hour: 3, external: false, firing: [], daemon: 'there', team: null, steps: steps(
    [0, { what: 'begin', alert: 0 }], [3, { what: 'silence', alert: 0 }], [3, { what: 'dead', source: 0 }], [12, { what: 'crash', awayTicks: 1, begins: null, blinks: null, unwritten: false }], [0, { what: 'empty', source: 0 }]
  ) }],
  ['what flaps beside something that is only worth a look calls with its window', { hour: 21.75, external: false, firing: [0], daemon: 'there', team: null, steps: steps(
    [0, { what: 'crash', awayTicks: 1, begins: 4, blinks: null, unwritten: true }], [3, { what: 'end', alert: 0 }], [3, { what: 'begin', alert: 0 }], [0, { what: 'silence', alert: 0 }]
  ) }],
  ['a storm grows while something else joins it that depends on one of it', { hour: 3, external: false, firing: [], daemon: 'there', team: null, steps: steps(
    [0, { what: 'storm', size: 10 }], [0, { what: 'begin', alert: 0 }], [2, { what: 'dead', source: 0 }], [1, { what: 'begin', alert: 0 }], [0, { what: 'storm', size: 11 }], [0, { what: 'begin', alert: 3 }]
  ) }],
  ['a colleague gives back one of two that were taken while nothing of the second was written', { hour: 3, external: false, firing: [], daemon: 'there', team: null, steps: steps(
    [0, { what: 'begin', alert: 1 }], [3, { what: 'begin', alert: 0 }], [3, { what: 'take-all' }], [0, { what: 'crash', awayTicks: 1, begins: null, blinks: null, unwritten: true }],
    [0, { what: 'begin', alert: 2 }], [0, { what: 'give', alert: 4 }]
  ) }],
  ['a notification service comes after something has begun', { hour: 3, external: false, firing: [], daemon: 'missing', team: null, steps: steps([0, { what: 'begin', alert: 0 }], [3, { what: 'daemon', mood: 'there', late: false }]) }],
  ['it comes after the very first start, when what fires already is only worth a look', { hour: 3, external: false, firing: [0], daemon: 'missing', team: null, steps: steps([0, { what: 'daemon', mood: 'there', late: false }]) }],
  ['a crash comes while it hangs', { hour: 3, external: false, firing: [], daemon: 'there', team: null, steps: steps(
    [3, { what: 'daemon', mood: 'hangs', late: false }], [0, { what: 'begin', alert: 0 }], [3, { what: 'crash', awayTicks: 1, begins: null, blinks: null, unwritten: false }], [0, { what: 'daemon', mood: 'there', late: true }]
  ) }],
  ['two of one page are back at once', { hour: 3, external: false, firing: [], daemon: 'there', team: null, steps: steps(
    [0, { what: 'dead', source: 0 }], [0, { what: 'sleep', ticks: 6, begins: [0], ends: null, blinks: null }], [0, { what: 'begin', alert: 3 }], [4, { what: 'empty', source: 1 }]
  ) }],
  ['what was refused is due while nobody has been heard since a sleep', { hour: 3, external: false, firing: [], daemon: 'there', team: null, steps: steps(
    [0, { what: 'begin', alert: 0 }], [0, { what: 'daemon', mood: 'refuses', late: false }], [3, { what: 'daemon', mood: 'mute', late: false }], [0, { what: 'sleep', ticks: 6, begins: [], ends: null, blinks: null }]
  ) }],
  ['the service hangs when one of two dead sources pages, and is there when both are told of', { hour: 3, external: false, firing: [], daemon: 'there', team: null, steps: steps(
    [0, { what: 'dead', source: 0 }], [0, { what: 'daemon', mood: 'hangs', late: false }], [0, { what: 'dead', source: 1 }], [18, { what: 'daemon', mood: 'there', late: false }]
  ) }],
  ['the clock is set back while a service is hidden', { hour: 3, external: false, firing: [], daemon: 'there', team: null, steps: steps([0, { what: 'hide', ticks: 40 }], [3, { what: 'back', seconds: 7_200 }], [20, { what: 'empty', source: 0 }]) }],
  ['a colleague takes the critical of a page while a warning is beside it', { hour: 12, external: false, firing: [], daemon: 'there', team: null, steps: steps(
    [0, { what: 'begin', alert: 1 }], [0, { what: 'begin', alert: 2 }], [6, { what: 'take-one', nth: 0 }], [40, { what: 'end', alert: 1 }]
  ) }],
  ['alerts of one service begin one after the other while a colleague has the first', { hour: 12, external: false, firing: [], daemon: 'there', team: null, steps: steps([0, { what: 'trail', minutes: 20, count: 4, taken: true }]) }],
  ['what nobody was shown begins anew, long after its page began and while a colleague has the rest of it', { hour: 3, external: false, firing: [1, 0], daemon: 'missing', team: null, steps: steps(
    [0, { what: 'end', alert: 1 }], [0, { what: 'take', alert: 0 }], [3, { what: 'begin', alert: 0 }], [0, { what: 'take-one', nth: 0 }]
  ) }],
  ['what was sent while the service hung is shown after a colleague took it, and then nobody has it', { hour: 3, external: false, firing: [], daemon: 'there', team: null, steps: steps(
    [16, { what: 'begin', alert: 0 }], [22, { what: 'take-all' }], [34, { what: 'daemon', mood: 'hangs', late: false }], [0, { what: 'sleep', ticks: 6, begins: [1], ends: null, blinks: null }],
    [11, { what: 'take-all' }], [1, { what: 'end', alert: 1 }], [0, { what: 'daemon', mood: 'there', late: true }], [0, { what: 'dead', source: 1 }]
  ) }],
  ['what was over long ago begins anew, downstream of another page', { hour: 3, external: false, firing: [0, 3], daemon: 'there', team: null, steps: steps(
    [0, { what: 'end', alert: 3 }], [0, { what: 'trail', minutes: 12, count: 3, taken: false }], [0, { what: 'begin', alert: 3 }], [0, { what: 'take-one', nth: 0 }]
  ) }],
  ['a crash comes while it is called for at the desk that has just taken over', { hour: 3, external: false, firing: [], daemon: 'there', team: { me: 'Daniel', handoverMinutes: 1 }, steps: steps(
    [0, { what: 'begin', alert: 0 }], [12, { what: 'crash', awayTicks: 1, begins: null, blinks: null, unwritten: true }], [0, { what: 'silence', alert: 0 }]
  ) }],
  ['what is on a page that a colleague has blinks between two polls, long after', { hour: 3, external: false, firing: [], daemon: 'there', team: null, steps: steps(
    [0, { what: 'begin', alert: 1 }], [3, { what: 'take-one', nth: 0 }], [3, { what: 'trail', minutes: 12, count: 3, taken: false }], [0, { what: 'end', alert: 1 }], [0, { what: 'trail', minutes: 12, count: 3, taken: false }]
  ) }],
  ['a page is opened again by what is heard first after a sleep', { hour: 3, external: false, firing: [], daemon: 'there', team: null, steps: steps(
    [0, { what: 'begin', alert: 1 }], [3, { what: 'silence', alert: 0 }], [0, { what: 'dead', source: 1 }], [15, { what: 'sleep', ticks: 6, begins: [], ends: 1, blinks: null }]
  ) }],
  ['what web needs breaks after web was taken', { hour: 3, external: false, firing: [], daemon: 'there', team: null, steps: steps(
    [0, { what: 'begin', alert: 3 }], [6, { what: 'acknowledge' }], [20, { what: 'begin', alert: 0 }]
  ) }]
])('a night that once went wrong: %s', (_name, night) => { expect(live(night).wrongs).toEqual([]) })
