import { expect, test } from 'vitest'
import { createSlots } from '../../../../src/renderer/state/slots'

test('slots are named by their place, and each that was used is given up once', () => {
  const given: string[] = []
  const slots = createSlots({ giveUp: async (slot) => { given.push(slot); return { ok: true, reason: '' } } }, 'explore 1')
  expect([slots.of('A'), slots.of('B'), slots.of('A'), slots.of('C')]).toEqual(['explore 1 A', 'explore 1 B', 'explore 1 A', 'explore 1 C'])
  slots.giveUp('B')
  slots.giveUp('B')
  slots.giveUp('never asked')
  expect(given).toEqual(['explore 1 B'])
  slots.giveUp()
  slots.giveUp()
  expect(given).toEqual(['explore 1 B', 'explore 1 A', 'explore 1 C'])
})
