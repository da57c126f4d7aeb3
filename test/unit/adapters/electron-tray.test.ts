import { beforeEach, expect, test, vi } from 'vitest'
import type { TrayModel } from '../../../src/main/ports/tray'

interface Item { readonly label?: string; readonly click?: () => void }
/** What Electron was asked to do, in order. */
const world = vi.hoisted(() => ({
  done: [] as (readonly unknown[])[], menu: [] as Item[], click: (): void => undefined, theme: new Set<() => void>(), dark: true, broken: false, walls: [] as string[]
}))
vi.mock('electron', () => ({
  Tray: class {
    constructor(image: { file: string }) { world.done.push(['open', image.file]) }
    on(_event: string, listener: () => void): void { world.click = listener }
    setImage(image: { file: string }): void { world.done.push(['image', image.file]) }
    setToolTip(text: string): void { world.done.push(['tooltip', text]) }
    setContextMenu(items: Item[]): void { world.menu = items; world.done.push(['menu', items.map(({ label }) => label).filter(Boolean)]) }
    destroy(): void { world.done.push(['destroy']) }
  },
  Menu: { buildFromTemplate: (items: Item[]) => items },
  nativeImage: { createFromPath: (file: string) => ({ file, isEmpty: () => world.broken, setTemplateImage: () => { world.done.push(['template']) } }) },
  nativeTheme: {
    get shouldUseDarkColors() { return world.dark },
    on: (_event: string, listener: () => void) => { world.theme.add(listener) },
    off: (_event: string, listener: () => void) => { world.theme.delete(listener) }
  }
}))
const { electronTray } = await import('../../../src/main/adapters/electron-tray')

const model = (over: Partial<TrayModel> = {}): TrayModel => ({ icon: 'quiet', count: 0, tooltip: 'Nothing is firing.', paused: false, armed: null, ...over })
const pressed: string[] = []
const logged: unknown[] = []
const tray = (platform: NodeJS.Platform = 'win32'): ReturnType<typeof electronTray> => {
  const press = (name: string) => () => { pressed.push(name) }
  return electronTray({
    icons: '/icons', platform, show: press('show'), pause: press('pause'), test: press('test'), watch: press('watch'), walls: () => world.walls.map((label) => ({ label, open: press(label) })), quit: press('quit'), log: { write: (...line) => { logged.push(line) } }
  })
}
const taken = (): readonly unknown[] => world.done.splice(0)

beforeEach(() => {
  Object.assign(world, { done: [], menu: [], dark: true, broken: false, walls: [] })
  world.theme.clear()
  pressed.length = logged.length = 0
})

test('draws only what changed', () => {
  const { update } = tray()
  update(model())
  expect(taken()).toEqual([['open', '/icons/dark/quiet.ico'], ['tooltip', 'Nothing is firing.'], ['menu', ['Show Garda', 'Pause notifications for 1 h', 'Send test notification', 'Quit Garda']]])
  update(model())
  expect(taken()).toEqual([])
  update(model({ tooltip: 'Data 6 s old.' }))
  expect(taken()).toEqual([['tooltip', 'Data 6 s old.']])
  update(model({ tooltip: 'Data 6 s old.', paused: true }))
  expect(taken()).toEqual([['menu', ['Show Garda', 'Resume notifications', 'Send test notification', 'Quit Garda']]])
  update(model({ icon: 'critical', count: 2, tooltip: 'Data 6 s old.', paused: true }))
  expect(taken()).toEqual([['image', '/icons/dark/critical-2.ico']])
})

test('what is offered of walls follows them', () => {
  const { update } = tray()
  update(model())
  taken()
  world.walls = ['Open wall: office', 'Close the wall']
  update(model())
  expect(taken()).toEqual([['menu', ['Show Garda', 'Open wall: office', 'Close the wall', 'Pause notifications for 1 h', 'Send test notification', 'Quit Garda']]])
  world.menu.find(({ label }) => label === 'Close the wall')?.click?.()
  update(model())
  expect([pressed, taken()]).toEqual([['Close the wall'], []])
})

test('a click shows, the menu does what it says', () => {
  tray().update(model())
  world.click()
  for (const { click } of world.menu) click?.()
  expect(pressed).toEqual(['show', 'show', 'pause', 'test', 'quit'])
})

test('arms the night watch and disarms it', () => {
  const { update } = tray()
  update(model({ armed: false }))
  update(model({ armed: true }))
  expect(world.done.filter(([what]) => what === 'menu').map(([, items]) => (items as readonly string[])[2])).toEqual(['Arm night watch', 'Disarm night watch'])
  world.menu.find(({ label }) => label === 'Disarm night watch')?.click?.()
  expect(pressed).toEqual(['watch'])
})

test('follows the theme of the panel', () => {
  const { update, dispose } = tray()
  update(model())
  taken()
  world.dark = false
  for (const changed of world.theme) changed()
  expect(taken()).toEqual([['image', '/icons/light/quiet.ico']])
  dispose()
  expect(world.theme.size).toBe(0)
  expect(taken()).toEqual([['destroy']])
  update(model({ icon: 'warning' }))
  expect(taken()).toEqual([])
})

test('is put up anew, whole, for a panel that came later', () => {
  const { update, renew } = tray()
  renew()
  expect(taken()).toEqual([])
  update(model())
  const whole = taken()
  renew()
  expect(taken()).toEqual([['destroy'], ...whole])
})

test('macOS gets templates, Windows no more words than it shows', () => {
  tray('darwin').update(model())
  expect(taken().slice(0, 2)).toEqual([['template'], ['open', '/icons/template/quietTemplate.png']])
  tray().update(model({ tooltip: 'x'.repeat(300) }))
  expect(taken()[1]).toEqual(['tooltip', `${'x'.repeat(126)}…`])
})

test('rather no icon than one of before, and one again as soon as it can', () => {
  const { update } = tray()
  update(model())
  taken()
  world.broken = true
  update(model({ icon: 'warning' }))
  update(model({ icon: 'warning' }))
  expect(taken()).toEqual([['destroy']])
  expect(logged).toEqual([['warn', 'no tray icon', { detail: 'dark/warning.ico cannot be read' }]])
  world.broken = false
  update(model({ icon: 'warning' }))
  expect(taken()[0]).toEqual(['open', '/icons/dark/warning.ico'])
})
