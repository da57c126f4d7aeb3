import { EventEmitter } from 'node:events'
import { expect, test, vi } from 'vitest'

vi.mock('electron', () => ({ screen: {} }))
const { electronDisplays } = await import('../../../src/main/adapters/electron-displays')

const rect = (x: number, width: number, height: number) => ({ x, y: 0, width, height })
const told = (id: number, x: number, width: number, height: number, scaleFactor = 1, over: object = {}) =>
  ({ id, bounds: rect(x, width, height), workArea: rect(x, width, height - 30), size: { width, height }, scaleFactor, ...over })
const aScreen = () => Object.assign(new EventEmitter(), {
  all: [told(78, 0, 1280, 800, 1, { label: 'DELL', internal: true }), told(79, 1280, 683, 512, 1.5)],
  getAllDisplays: () => screen.all, getPrimaryDisplay: () => screen.all[0] ?? null
})
let screen: ReturnType<typeof aScreen>

test('displays are told of in pixels, also at a fractional scale, and by runtimes that say less', () => {
  screen = aScreen()
  expect(electronDisplays(true, screen as never).read()).toEqual([
    { id: '78', label: 'DELL', internal: true, native: { width: 1280, height: 800 }, scale: 1, bounds: rect(0, 1280, 800), workArea: rect(0, 1280, 770), primary: true },
    { id: '79', label: '', internal: false, native: { width: 1024, height: 768 }, scale: 1.5, bounds: rect(1280, 683, 512), workArea: rect(1280, 683, 482), primary: false }
  ])
})

test.each([
  [1280, 1.5, [853, 854]], [1280, 1.75, [731, 732]], [1024, 1.5, [682, 683]], [1366, 1.5, [910, 911]], [1366, 1.25, [1092, 1093]], [1280, 1.100000023841858, [1163]],
  [1280, 2.25, [568, 569]], [1050, 1.5, [700]], [2880, 1.75, [1645, 1646]]
])('a width of %i pixels at a scale of %d is known, whichever way it was rounded', (width, scale, sizes) => {
  screen = aScreen()
  screen.all = sizes.map((size, i) => told(i + 1, 0, size, 600, scale))
  expect(electronDisplays(true, screen as never).read().map((one) => [one.native.width, one.scale])).toEqual(sizes.map(() => [width, Math.round(scale * 100) / 100]))
})

test('what an X server without displays is told of as is none, also before there was a real one', () => {
  screen = aScreen()
  screen.all = [told(0, 0, 2304, 800)]
  const displays = electronDisplays(true, screen as never)
  const ids = (): readonly string[] => displays.read().map(({ id }) => id)
  const first = ids()
  screen.all = [told(78, 0, 1280, 800)]
  ids()
  screen.all = [told(0, 0, 2304, 800)]
  const gone = ids()
  screen.all = []
  expect([first, gone, ids()]).toEqual([[], [], []])
  // what tells of no X server may count from 0
  screen.all = [told(0, 0, 1280, 800), told(1, 1280, 1280, 800)]
  expect(electronDisplays(false, screen as never).read().map(({ id }) => id)).toEqual(['0', '1'])
})

test('whoever listens hears of every change until it does not want to', () => {
  screen = aScreen()
  const heard = vi.fn()
  const stop = electronDisplays(true, screen as never).onChange(heard)
  for (const event of ['display-added', 'display-removed', 'display-metrics-changed', 'display-removed']) screen.emit(event)
  stop()
  screen.emit('display-added')
  expect(heard).toHaveBeenCalledTimes(4)
})
