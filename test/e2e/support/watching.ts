import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import type { ConfigInput } from '@shared/config/schema'
import type { AppState } from '@shared/state/app-state'
import { scratch, until } from '../../servers/process'
import { expect, test as base } from './garda'

type Fixtures = {
  /** Writes a team's configuration file and answers its path; JSON is YAML. This computer is not watched unless it says so, and whatever hour it is, it is day. */
  readonly config: (value: ConfigInput) => Promise<string>
  /** Ends what a test has started, last first, whatever becomes of the test. */
  readonly owned: <T extends { readonly stop: () => Promise<void> }>(started: T) => T
}

export const test = base.extend<Fixtures>({
  config: async ({}, use) => {
    const folder = await scratch('e2e-config')
    await use(async (value) => {
      const file = join(folder.path, 'garda.yaml')
      await writeFile(file, JSON.stringify({ thisComputer: false, ...value, paging: { night: { from: '00:00', to: '00:00' }, nightWatch: { schedule: false }, ...value.paging } }))
      return file
    })
    await folder.remove()
  },
  owned: async ({}, use) => {
    const started: { readonly stop: () => Promise<void> }[] = []
    await use((one) => { started.push(one); return one })
    for (const one of started.reverse()) await one.stop()
  }
})

/** All that the watch knows, as the window may ask for it. */
export const stateOf = (window: Page): Promise<AppState> => window.evaluate(async () => {
  if (!self.garda) throw new Error('no bridge')
  return (await self.garda.snapshot()).state
})

/** Waits until the state satisfies, and answers it. */
export const untilState = (what: string, window: Page, satisfied: (state: AppState) => boolean, withinMs?: number): Promise<AppState> =>
  until(what, () => stateOf(window), satisfied, withinMs)

/** Waits until the strip says that every source is fresh. */
export const untilFresh = (window: Page, sources: number): Promise<void> => expect(window.getByRole('button', { name: `${sources} of ${sources} fresh` })).toBeVisible({ timeout: 20_000 })

/** Types keys one after the other on the window, such as `g`, `a`. */
export const press = async (window: Page, ...keys: readonly string[]): Promise<void> => { for (const key of keys) await window.keyboard.press(key) }

/** Gives the main window this size inside, pixels. */
export const sized = (app: ElectronApplication, width: number, height: number): Promise<void> =>
  app.evaluate(({ BrowserWindow }, [w, h]) => { BrowserWindow.fromId(1)?.setContentSize(w, h) }, [width, height] as const)

/** Goes from the demo's Overview to the page of its article-service, by the search. */
export const openArticleService = async (app: ElectronApplication, window: Page): Promise<void> => {
  await sized(app, 1440, 900)
  await expect(window.getByRole('heading', { name: /^Article pages are failing/ })).toBeVisible()
  await press(window, 'Control+k')
  await expect(window.getByRole('combobox', { name: /search/i })).toBeFocused()
  await window.keyboard.type('article-service')
  await expect(window.getByRole('option').first()).toContainText('article-service')
  await press(window, 'Enter')
}

export { expect }
