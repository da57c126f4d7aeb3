import { expect, test } from 'vitest'
import { isAmong, samePerson } from '@shared/domain/on-call'
import { configSchema } from '@shared/config/schema'
import { shiftOf } from '../../../../src/main/core/oncall/rotation'

test('a name is one person’s however it is spelled, and no other’s', () => {
  const as = ['Mira Solberg', 'mira solberg', ' Mira  Solberg ', 'MÍRA SOLBERG', 'Mi\u0301ra Solberg', 'Mira Solbérg'].map((name) => samePerson('Mira Solberg', name))
  expect([as, ['Mira', 'Mira Solberg-Okoye', ''].map((name) => samePerson('Mira Solberg', name)), samePerson('राम', 'रमा')]).toEqual([Array(6).fill(true), [false, false, false], false])
  expect([isAmong(['Daniel', 'MIRA'], 'Mira'), isAmong(['Daniel'], 'Mira')]).toEqual([true, false])
})

test('an exception or a calendar that spells somebody otherwise names nobody new', () => {
  const now = Date.UTC(2026, 0, 7, 12)
  const { onCall } = configSchema.parse({ paging: { onCall: { people: ['Mira', 'Daniel'], start: '2026-01-05', zone: 'UTC', overrides: [{ from: '2026-01-07T00:00:00Z', to: '2026-01-08T00:00:00Z', person: 'mira' }] } } }).paging
  const shift = shiftOf(onCall, [{ person: 'DANIEL', from: now + 86_400_000, to: now + 2 * 86_400_000 }], now, 'UTC')
  expect([shift.order, shift.now]).toEqual([['mira', 'DANIEL'], { name: 'mira', until: now + 86_400_000 }])
})
