import { EventEmitter } from 'node:events'
import { expect, test, vi } from 'vitest'

vi.mock('electron', () => ({ powerMonitor: null }))
const { electronPower } = await import('../../../src/main/adapters/electron-power')

const setUp = () => {
  const monitor = new EventEmitter()
  let now = 0
  const power = electronPower(monitor, () => now)
  const told: string[] = []
  const stops = [power.onSuspend(() => told.push('suspend')), power.onResume(() => told.push('resume')), power.onLock(() => told.push('lock')), power.onUnlock(() => told.push('unlock'))]
  return { monitor, power, told, stops, pass: (ms: number) => { now += ms } }
}

test('each event is told once, though it comes twice', () => {
  const { monitor, told, pass } = setUp()
  for (const event of ['suspend', 'suspend', 'resume', 'resume', 'lock-screen', 'unlock-screen', 'unlock-screen']) { monitor.emit(event); pass(10) }
  expect(told).toEqual(['suspend', 'resume', 'lock', 'unlock'])
})

test('a second resume after a sleep that nobody announced is told, also when the clock was set back', () => {
  const { monitor, told, pass } = setUp()
  monitor.emit('resume')
  pass(60_000)
  monitor.emit('resume')
  pass(-3_600_000)
  monitor.emit('resume')
  expect(told).toEqual(['resume', 'resume', 'resume'])
})

test('who unsubscribes hears nothing, and dispose leaves nothing behind', () => {
  const { monitor, power, told, stops } = setUp()
  stops[0]?.()
  monitor.emit('suspend')
  power.dispose()
  monitor.emit('resume')
  expect(told).toEqual([])
  expect(monitor.eventNames()).toEqual([])
})
