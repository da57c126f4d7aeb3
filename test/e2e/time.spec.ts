import type { Locator, Page } from '@playwright/test'
import { expect, openArticleService, press, test } from './support/watching'

const plots = (window: Page): Locator => window.locator('figure .g-plot')
const windowWords = (window: Page): Promise<string> => window.getByText(/^\D*\d\d:\d\d(:\d\d)? to \D*\d\d:\d\d(:\d\d)?$|^\w+ \d+ \w+ .* to /).first().innerText()

test('one time for all graphs of a service: drawn over, gone back from, typed, compared', async ({ launch }) => {
  test.slow() // on a busy machine
  const { app, window } = await launch({ args: ['--demo'] })
  await openArticleService(app, window)
  await expect.poll(() => plots(window).count()).toBeGreaterThanOrEqual(4)
  const first = await windowWords(window)

  // every line beside the pointer, on the graph that is pointed at alone
  const latency = plots(window).nth(2)
  const box = (await latency.boundingBox())!
  const across = (part: number): readonly [number, number] => [box.x + 44 + (box.width - 44 - 82) * part, box.y + box.height / 2]
  await window.mouse.move(...across(0.9))
  await expect(window.locator('.g-tip.on .g-tip-name')).toHaveText(['p50', 'p95', 'p99', 'yest.'])

  // a span is marked on all of them, let go by Esc, and looked at closer
  await window.mouse.move(...across(0.3))
  await window.mouse.down()
  await window.mouse.move(...across(0.5), { steps: 4 })
  await expect(window.locator('.g-marked.on')).toHaveCount(await plots(window).count())
  await press(window, 'Escape')
  await window.mouse.up()
  await expect(window.locator('.g-marked.on')).toHaveCount(0)
  expect(await windowWords(window)).toBe(first)
  await window.mouse.move(...across(0.3))
  await window.mouse.down()
  await window.mouse.move(...across(0.5), { steps: 4 })
  await window.mouse.up()
  await expect(window.getByRole('button', { name: 'Past, stands still' })).toBeVisible()
  expect(await windowWords(window)).not.toBe(first)
  await press(window, 'b')
  await expect(window.getByRole('button', { name: /^Live, every/ })).toBeVisible()

  const field = (name: string): Locator => window.getByRole('textbox', { name, exact: true })
  // typed, and what is wrong with it
  await press(window, 'Shift+T')
  await expect(field('From')).toBeFocused()
  await field('From').fill('now-90min')
  await field('To').fill('later')
  await press(window, 'Enter')
  await expect(window.getByText('“later” is no time that we can read.')).toBeVisible()
  await field('To').fill('now')
  await press(window, 'Enter')
  await expect(window.getByRole('button', { name: 'Last 1 h 30 min' })).toBeVisible()
  await expect(field('From')).toHaveCount(0)

  // compared with a week ago, and with staging
  // a key that comes before the list has the focus is for the graphs
  const choose = async (): Promise<void> => {
    await press(window, 'Shift+D')
    await expect(window.getByRole('listbox', { name: 'Compare with' })).toBeFocused()
  }
  await choose()
  await press(window, 'ArrowDown', 'Enter')
  await expect(window.getByRole('button', { name: 'A week ago', pressed: true })).toBeVisible()
  await expect(window.getByText(/ last week$/).first()).toBeVisible()
  await choose()
  await press(window, 'End', 'Enter')
  await expect(window.getByRole('button', { name: 'staging', pressed: true })).toBeVisible()
  await expect(window.getByText(/\d staging$/).first()).toBeVisible()
  await press(window, 'd')
  await expect(window.getByRole('button', { name: 'Yesterday, same hour', pressed: true })).toBeVisible()
})
