import fc from 'fast-check'
import { expect, test } from 'vitest'
import { configSchema } from '@shared/config/schema'
import { aPage, NOW } from '../../../builders'
import { isLoud, ladderOf, levelOf, movedTo, nextStep, personAfter, stepsBetween, type Step } from '../../../../src/main/core/pager/ladder'

const S = 1_000
const { paging } = configSchema.parse({})
const night = ladderOf(paging, 'critical', { night: true, minutes: 0 })

test('a page climbs: sound at once and every half minute, the window after ten seconds, hooks after two minutes, the next person after five', () => {
  const all: Step[] = []
  for (let s = 0; s <= 600; s++) all.push(...stepsBetween(night, NOW, NOW + (s - 1) * S, NOW + s * S))
  const at = (rung: string): readonly number[] => all.filter((step) => step.rung === rung).map((step) => (step.at - NOW) / S)
  expect([at('window'), at('sound').slice(0, 4), at('hook'), at('next')]).toEqual([[10], [0, 30, 60, 90], [120], [300, 600]])
})

test('every step comes within one tick of its time, once, whatever the ticks are', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 400 }), (ticks) => {
    const seen = new Map<string, number>()
    let from = NOW - 1
    let now = NOW - 1
    for (const ms of ticks) {
      now += ms
      for (const { rung, at, n } of stepsBetween(night, NOW, from, now)) {
        expect([now - at < ms, seen.has(`${rung} ${n}`)]).toEqual([true, false])
        seen.set(`${rung} ${n}`, at)
      }
      from = now
    }
    for (const [rung, n, at] of [['sound', 0, NOW], ['window', 0, NOW + 10 * S], ['sound', 1, NOW + 30 * S]] as const) if (now >= at) expect(seen.get(`${rung} ${n}`)).toBe(at)
  }))
})

test('what was missed during sleep is not made up for', () => {
  expect(stepsBetween(night, NOW, NOW + 20 * S, NOW + 3_600 * S).map((s) => [s.rung, s.n])).toEqual([['sound', 120], ['hook', 5], ['next', 11]])
})

test('says who comes next, else what', () => {
  expect([nextStep(night, NOW, NOW), nextStep({ ...night, next: undefined }, NOW, NOW), nextStep({}, NOW, NOW)]).toEqual([{ rung: 'next', at: NOW + 300 * S }, { rung: 'window', at: NOW + 10 * S }, null])
})

test('a ladder of one’s own comes before the usual ones; sounds rise; the last person stays; a desk is loud on its own turn', () => {
  const own = configSchema.parse({ paging: { ladders: [{ severity: ['unknown'], sound: { after: '1m' } }] } }).paging
  expect([ladderOf(own, 'unknown', { night: true, minutes: 0 }).sound, ladderOf(own, 'critical', { night: false, minutes: 0 }).window]).toEqual([{ after: 60_000 }, { after: 30_000 }])
  const office = configSchema.parse({ paging: { ladders: [{ hours: { from: '09:00', to: '17:00' }, window: { after: '5m' } }] } }).paging
  expect([539, 540, 1019, 1020].map((minutes) => ladderOf(office, 'critical', { night: false, minutes }).window)).toEqual([{ after: 30_000 }, { after: 300_000 }, { after: 300_000 }, { after: 30_000 }])
  expect([0, 1, 2, 5, 6, 40].map(levelOf)).toEqual([0, 0, 1, 2, 3, 3])
  const shift = { now: null, next: null, order: ['Mira', 'Daniel'] }
  const [mira, both, nobody] = [{ person: 'Mira', reached: ['Mira'] }, { person: 'Daniel', reached: ['Mira', 'Daniel'] }, { person: null, reached: [] }]
  expect([mira, both, nobody, { person: 'mira', reached: ['mira'] }].map((page) => personAfter(shift, page))).toEqual(['Daniel', null, null, 'Daniel'])
  expect([isLoud(mira, 'Mira'), isLoud(mira, 'MIRA'), isLoud(mira, 'Daniel'), isLoud(both, 'Mira'), isLoud(nobody, 'Daniel'), isLoud(mira, undefined), isLoud(mira, 'Daniel', ['mira'])]).toEqual([true, true, false, true, true, true, true])
})

test('a page goes to whoever is on call now, to every desk while nobody is, and stays with whom it was passed on to', () => {
  const on = (name: string | null, ...order: string[]) => ({ now: name === null ? null : { name, until: NOW }, next: null, order })
  const page = (person: string | null, passed: number, ...reached: string[]) => aPage({ person, passed, reached })
  expect([
    movedTo(page('Mira', 0, 'Mira'), on('mira', 'mira', 'Daniel')), movedTo(page('Mira', 0, 'Mira'), on('Daniel', 'Daniel', 'Mira')), movedTo(page('Daniel', 1, 'Mira', 'Daniel'), on('Daniel', 'Daniel', 'Mira')),
    movedTo(page('Daniel', 1, 'Mira', 'Daniel'), on('Kari', 'Kari', 'Mira')), movedTo(page('Daniel', 0, 'Mira', 'Daniel'), on('Mira', 'Mira', 'Daniel')), movedTo(page('Mira', 0, 'Mira'), on(null, 'Daniel')),
    movedTo(page(null, 0), on(null, 'Daniel')), movedTo(page(null, 0), on('Daniel', 'Daniel')), movedTo(page('Mira', 0, 'Mira'), on(null))
  ]).toEqual([null, { person: 'Daniel' }, null, { person: 'Kari' }, { person: 'Mira' }, { person: null }, null, { person: 'Daniel' }, null])
})
