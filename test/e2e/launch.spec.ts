import { expect, test } from './support/garda'

test('opens one window, sandboxed and without Node in the page', async ({ launch }) => {
  const { app, window } = await launch({ args: ['--demo'] })
  expect(await window.evaluate(() => [typeof Reflect.get(globalThis, 'require'), typeof Reflect.get(globalThis, 'process')])).toEqual(['undefined', 'undefined'])
  await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().filter((each) => each.isVisible()).map((each) => each.id))).toEqual([1])
  await expect(window.locator('#root')).not.toBeEmpty()
})
