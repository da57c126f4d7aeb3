import { expect, test } from 'vitest'
import type { MenuItemConstructorOptions } from 'electron'
import { menuTemplate } from '../../../src/main/adapters/electron-menu-template'

/** Labels and roles as an outline. */
const outline = (items: readonly MenuItemConstructorOptions[]): readonly unknown[] =>
  items.map(({ label, role, type, submenu }) => (Array.isArray(submenu) ? [label, outline(submenu)] : type === 'separator' ? '-' : (role ?? label)))
const nothing = (): void => undefined

test('Linux and Windows', () => {
  expect(outline(menuTemplate({ quit: nothing, platform: 'linux', views: [{ label: 'Overview', accelerator: 'Alt+1', open: nothing }] }))).toEqual([
    ['&File', ['close', '-', 'Quit Garda']],
    ['&Edit', ['undo', 'redo', '-', 'cut', 'copy', 'paste', 'selectAll']],
    ['&View', ['Overview', '-', 'resetZoom', 'zoomIn', 'zoomOut', '-', 'togglefullscreen']],
    ['&Window', ['minimize']]
  ])
})

test('what is offered of walls is among the windows', () => {
  expect(outline(menuTemplate({ quit: nothing, platform: 'linux', walls: [{ label: 'Open wall: office', open: nothing }] })).at(-1)).toEqual(['&Window', ['Open wall: office', '-', 'minimize']])
})

test('macOS has the application menu first', () => {
  expect(outline(menuTemplate({ quit: nothing, platform: 'darwin', developer: true }))).toEqual([
    ['Garda', ['about', '-', 'services', '-', 'hide', 'hideOthers', 'unhide', '-', 'Quit Garda']],
    ['&Edit', ['undo', 'redo', '-', 'cut', 'copy', 'paste', 'selectAll']],
    ['&View', ['resetZoom', 'zoomIn', 'zoomOut', '-', 'togglefullscreen', 'toggleDevTools']],
    ['&Window', ['minimize', 'close', '-', 'front']]
  ])
})
