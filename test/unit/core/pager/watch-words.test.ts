import { expect, test } from 'vitest'
import { configSchema, type ConfigInput } from '@shared/config/schema'
import type { SourceAges, SourceStatus } from '@shared/domain/source'
import { isBlind, sourcesReading, tellingReading } from '../../../../src/main/core/pager/watch-words'
import { aService, aSource, aState, NOW, someAges } from '../../../builders'

const seen = (...list: readonly (readonly [Partial<SourceStatus>, Partial<SourceAges>?])[]) => {
  const state = { sources: Object.fromEntries(list.map(([s]) => [s.id!, aSource(s)])), ages: Object.fromEntries(list.map(([s, ages]) => [s.id!, someAges(ages)])) }
  return [sourcesReading(state, NOW), isBlind(state, NOW)]
}
const stale = { successAt: NOW - 60_000, freshUntil: NOW - 30_000 }
const unread = { unreadSince: NOW - 600_000 }
const am = [{ id: 'am', kind: 'alertmanager', abilities: ['alerts', 'silence'] }] as const
const answered = [{ id: 'p' }] as const

test('sources are fine only where every one is seen with its alerts; else those that are not are named', () => {
  const many = Array.from({ length: 9 }, (_, i) => [{ id: `s${i}`, failingSince: NOW - 60_000 }, stale] as const)
  const without = { alertsAt: NOW - 600_000 }
  expect({
    all: seen(am, answered), none: seen([{ id: 'a', failingSince: NOW }, stale], [{ id: 'b', failingSince: NOW }, stale]), oneOfTen: seen(answered, ...many), one: seen(answered, [{ id: 'a' }, stale]),
    unread: seen([{ id: 'p', ...unread }, without]), unreadAm: seen([{ id: 'am', abilities: ['alerts', 'silence'], ...unread }, without], answered), covered: seen(am, [{ id: 'p', ...unread }, without]),
    both: seen([{ id: 'p', ...unread }, without], [{ id: 'a', failingSince: NOW }, stale]), starting: seen(answered, [{ id: 'a', health: 'pending' }, { successAt: null, freshUntil: 0 }]),
    computer: seen([{ id: 'this-computer', kind: 'this-computer' }])
  }).toEqual({
    all: [{ state: 'fine', detail: '2 of 2 answer.' }, false], none: [{ state: 'threat', detail: 'None of 2 sources answers.' }, true],
    oneOfTen: [{ state: 'threat', detail: '9 of 10 do not answer: s0, s1, s2, s3, and 5 more.' }, false], one: [{ state: 'threat', detail: '1 of 2 does not answer: a.' }, false],
    unread: [{ state: 'threat', detail: 'One answers without its alerts: p.' }, true], unreadAm: [{ state: 'threat', detail: 'One answers without its alerts: am.' }, false], covered: [{ state: 'fine', detail: '2 of 2 answer.' }, false],
    both: [{ state: 'threat', detail: '1 of 2 does not answer: a. One answers without its alerts: p.' }, true], starting: [{ state: 'unknown', detail: '1 of 2 answer.' }, false],
    computer: [{ state: 'unknown', detail: 'Nothing but this computer is watched.' }, true]
  })
})

test('a setting that keeps back unknown threatens only where a service pages for it', () => {
  const reading = (given: ConfigInput['notifications'], ...services: readonly ReturnType<typeof aService>[]) =>
    tellingReading({ ...aState(), services: Object.fromEntries(services.map((s) => [s.key, s])) }, configSchema.parse({ notifications: given }), NOW)
  const [first, second] = [aService({ tier: 1 }), aService({ tier: 2 })]
  expect([reading({ severities: ['critical'] }, first), reading({ severities: ['critical'] }, second), reading({}, first)]).toEqual([
    { state: 'threat', detail: 'The settings keep back notifications of what would page: Unknown.' }, { state: 'fine', detail: 'Garda tells of what pages.' }, { state: 'fine', detail: 'Garda tells of what pages.' }
  ])
})
