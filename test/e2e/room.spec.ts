import type { ElectronApplication, Page } from '@playwright/test'
import { expect, press, test } from './support/watching'

const sized = (app: ElectronApplication, width: number, height: number): Promise<void> =>
  app.evaluate(({ BrowserWindow }, [w, h]) => { BrowserWindow.fromId(1)?.setContentSize(w, h) }, [width, height] as const)

/** The keys beside the time of the graphs that are in sight, not cut by what is around them. */
const keysInSight = (window: Page): Promise<readonly (string | null)[]> => window.locator('[aria-hidden] > kbd').evaluateAll((all) => all.filter((cap) => {
  const [own, frame] = [cap.getBoundingClientRect(), cap.parentElement!.parentElement!.getBoundingClientRect()]
  return own.width > 0 && own.top >= frame.top && own.bottom <= frame.bottom + 1 && own.left >= frame.left
}).map((cap) => cap.textContent))

test('keys stand beside the time of graphs at the sizes of a desk', async ({ launch }) => {
  test.slow() // on a busy machine
  const { app, window } = await launch({ args: ['--demo'] })
  await sized(app, 1440, 900)
  await expect(window.getByRole('heading', { name: /^Article pages are failing/ })).toBeVisible()
  await press(window, 'Control+k')
  await expect(window.getByRole('combobox', { name: /search/i })).toBeFocused()
  await window.keyboard.type('article-service')
  await expect(window.getByRole('option').first()).toContainText('article-service')
  await press(window, 'Enter')
  await expect.poll(() => keysInSight(window)).toEqual(['T', '←', '→', 'D', 'Z'])
  await sized(app, 1600, 1000)
  await expect.poll(() => keysInSight(window)).toEqual(['T', '←', '→', 'D', 'Z'])
})
