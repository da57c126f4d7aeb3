import { afterEach, expect, test } from 'vitest'
import { connectBus } from '../../src/main/adapters/dbus-bus'
import { awaitPanel } from '../../src/main/adapters/dbus-panel'
import { nodeClock } from '../../src/main/adapters/node-clock'
import { startDesktop, type Desktop } from '../servers/desktop'
import { until } from '../servers/process'
import { startStatusNotifier, type StatusNotifier } from '../servers/status-notifier'

const ends: (() => unknown)[] = []
afterEach(async () => { for (const end of ends.splice(0).reverse()) await end() })

const aDesktop = async (): Promise<Desktop> => {
  const desktop = await startDesktop()
  ends.push(desktop.stop)
  return desktop
}
const aPanel = async ({ address }: Desktop, hosted = true): Promise<StatusNotifier> => {
  const panel = await startStatusNotifier(address, hosted)
  ends.push(panel.stop)
  return panel
}
/** Told counts how often a panel came; `waits` says whether it still has a connection. */
const aWait = (address: string | null): { readonly told: () => number; readonly waits: () => boolean; readonly ready: Promise<void>; readonly end: () => void } => {
  let told = 0
  let closed = false
  let asked: () => void = () => undefined
  const ready = new Promise<void>((resolve) => { asked = resolve })
  const end = awaitPanel({
    address, clock: nodeClock(), log: { write: (_level, what) => { if (what === 'no panel for tray icons') asked() } }, onCome: () => { told++ },
    connect: async (at, signal) => { const bus = await connectBus(at, signal); return { ...bus, close: () => { closed = true; bus.close() } } }
  })
  ends.push(end)
  return { told: () => told, waits: () => !closed, ready, end }
}

test('a panel that is there already is nothing to wait for', async () => {
  const desktop = await aDesktop()
  await aPanel(desktop)
  const wait = aWait(desktop.address)
  await until('the end of the wait', wait.waits, (waits) => !waits)
  expect(wait.told()).toBe(0)
})

test('one that comes is told of once, when somebody shows icons in it', async () => {
  const desktop = await aDesktop()
  const wait = aWait(desktop.address)
  await wait.ready
  const panel = await aPanel(desktop, false)
  await until('the question', panel.asked, (asked) => asked > 0)
  expect([wait.told(), wait.waits()]).toEqual([0, true])
  panel.host()
  await until('the panel', wait.told, (told) => told > 0)
  expect([wait.told(), wait.waits()]).toEqual([1, false])
})

test('an ended wait tells nothing, and one without a bus throws nothing', async () => {
  const desktop = await aDesktop()
  const [wait, other] = [aWait(desktop.address), aWait(desktop.address)]
  aWait(null)
  await Promise.all([wait.ready, other.ready])
  wait.end()
  await aPanel(desktop)
  await until('the other', other.told, (told) => told === 1)
  expect([wait.told(), wait.waits()]).toEqual([0, false])
})
