import type { Page } from '@playwright/test'
import { startPrometheus } from '../servers/prometheus'
import { expect, openArticleService, press, sized, test, untilFresh } from './support/watching'

/** The keys beside the time of the graphs that are in sight, not cut by what is around them. */
const keysInSight = (window: Page): Promise<readonly (string | null)[]> => window.locator('[aria-hidden] > kbd').evaluateAll((all) => all.filter((cap) => {
  const [own, frame] = [cap.getBoundingClientRect(), cap.parentElement!.parentElement!.getBoundingClientRect()]
  return own.width > 0 && own.top >= frame.top && own.bottom <= frame.bottom + 1 && own.left >= frame.left
}).map((cap) => cap.textContent))

test('keys stand beside the time of graphs at the sizes of a desk', async ({ launch }) => {
  test.slow() // on a busy machine
  const { app, window } = await launch({ args: ['--demo'] })
  await openArticleService(app, window)
  await expect.poll(() => keysInSight(window)).toEqual(['T', '←', '→', 'D', 'Z'])
  await sized(app, 1600, 1000)
  await expect.poll(() => keysInSight(window)).toEqual(['T', '←', '→', 'D', 'Z'])
})

test('where one part of an expression fails for a long reason, the parts and the reason can be read', async ({ launch, config, owned }) => {
  test.slow() // on a busy machine
  const prometheus = owned(await startPrometheus({ scrape: [] }))
  const file = await config({ sources: [{ name: 'prom', kind: 'prometheus', url: prometheus.url, interval: '1s' }] })
  const { app, window } = await launch({ args: ['--config', file] })
  await sized(app, 1024, 700)
  await untilFresh(window, 1)
  await press(window, 'g', 'e')
  await press(window, '/')
  await expect(window.getByRole('textbox', { name: 'Expression of query A' })).toBeFocused()
  await window.keyboard.insertText(`sum by (code) (label_replace(vector(1), "code", "$1", "job", "(${'unbalanced, '.repeat(12)}")) / 2`)
  await press(window, 'Control+Enter')
  await window.getByText('Explain', { exact: true }).click()
  const parts = window.getByRole('table', { name: 'Parts of the expression' })
  await expect(parts.locator('td').filter({ hasText: 'not known' }).first()).toBeVisible()
  const roomy = (): Promise<readonly boolean[]> => parts.evaluate((table) => [
    table.parentElement!.scrollWidth <= table.parentElement!.clientWidth, [...table.querySelectorAll('tbody th')].every((th) => th.getBoundingClientRect().width >= 200),
    [...table.querySelectorAll('tbody td')].every((td) => td.getBoundingClientRect().right <= table.parentElement!.getBoundingClientRect().right)
  ])
  await expect.poll(roomy).toEqual([true, true, true])
})

test('headings of alerts do not run together beside the details of one', async ({ launch }) => {
  test.slow() // on a busy machine
  const { app, window } = await launch({ args: ['--demo'] })
  await sized(app, 1440, 900)
  await expect(window.getByRole('heading', { name: /^Article pages are failing/ })).toBeVisible()
  await press(window, 'g', 'a')
  await expect(window.locator('[role=row][data-current]')).toBeVisible()
  await press(window, 'Enter')
  await expect(window.locator('[data-drawer]')).toBeVisible()
  const crossing = (): Promise<readonly (string | null)[]> => window.locator('[role=columnheader][data-column]:not([data-column=held])').evaluateAll((all) => all.filter((cell) => {
    const range = document.createRange()
    range.selectNodeContents(cell)
    return range.getBoundingClientRect().width > cell.getBoundingClientRect().width + 1
  }).map((cell) => cell.textContent))
  await expect.poll(crossing).toEqual([])
  await expect.poll(() => window.locator('[role=columnheader][data-column=summary]').evaluate((cell) => cell.getBoundingClientRect().width)).toBeGreaterThan(120)
})
