import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { nodeLayouts } from '../../../src/main/adapters/node-layouts'
import { moveMain, moveWall, NO_LAYOUTS } from '../../../src/main/core/walls/placing'
import { aDisplay } from '../../builders'
import { scratch } from '../../servers/process'

const ends: (() => unknown)[] = []
afterEach(async () => { for (const end of ends.splice(0)) await end() })
const aFolder = async (): Promise<string> => { const { path, remove } = await scratch('layouts'); ends.push(remove); return path }
const main = { x: 1, y: 2, width: 800, height: 600, maximized: true }

test('what is kept is read again, but for the ids of the run; what is damaged counts as nothing', async () => {
  const folder = await aFolder()
  const there = [aDisplay(), aDisplay({ id: 'b', x: 1920 })]
  // a wall may bear any name
  const layouts = moveMain(moveWall(NO_LAYOUTS, { name: 'run', display: null }, there[1]!, there), main, there)
  nodeLayouts(folder).write(layouts)
  const [[set, layout]] = Object.entries(layouts.sets) as [[string, (typeof layouts.sets)[string]]]
  const { asked, mark } = layout.walls['run']!
  expect(nodeLayouts(folder).read()).toEqual({ sets: { [set]: { walls: { run: { asked, mark } }, main } }, last: { walls: {}, main } })
  writeFileSync(join(folder, 'displays.json'), readFileSync(join(folder, 'displays.json'), 'utf8').slice(0, 40))
  expect(nodeLayouts(folder).read()).toEqual(NO_LAYOUTS)
  expect(() => { nodeLayouts(join(folder, 'nowhere')).write(layouts) }).not.toThrow()
})

test('the main window’s place of an earlier Garda is taken over', async () => {
  const folder = await aFolder()
  writeFileSync(join(folder, 'window.json'), JSON.stringify(main))
  expect(nodeLayouts(folder).read()).toEqual({ sets: {}, last: { walls: {}, main } })
})
