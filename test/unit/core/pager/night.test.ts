import { expect, test } from 'vitest'
import { isNight, wallOf } from '../../../../src/main/core/pager/night'

test('night goes over midnight, in the zone given, and follows its clocks', () => {
  const night = { from: '22:00', to: '07:00', zone: 'Europe/Oslo' }
  expect(['2025-11-12T20:59:00Z', '2025-11-12T21:00:00Z', '2025-11-13T05:59:00Z', '2025-11-13T06:00:00Z', '2025-07-01T19:59:00Z', '2025-07-01T20:00:00Z'].map((at) => isNight(night, Date.parse(at))))
    .toEqual([false, true, true, false, false, true])
  expect([isNight({ from: '01:00', to: '05:00', zone: 'UTC' }, Date.parse('2025-01-01T02:00:00Z')), isNight({ from: '05:00', to: '05:00', zone: 'UTC' }, Date.parse('2025-01-01T05:00:00Z'))]).toEqual([true, false])
})

test('the day of the week is that of the zone', () => {
  expect([wallOf(Date.parse('2025-11-12T23:30:00Z'), 'Europe/Oslo'), wallOf(Date.parse('2025-11-12T23:30:00Z'), 'UTC')]).toEqual([{ day: 'thu', minutes: 30 }, { day: 'wed', minutes: 1410 }])
})
