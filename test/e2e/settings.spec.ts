import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startAlertmanager } from '../servers/alertmanager'
import { scratch } from '../servers/process'
import { expect, press, stateOf, test, untilFresh, untilState } from './support/watching'

type Written = {
  readonly welcomed: boolean
  readonly appearance: { readonly theme: string }
  readonly sources: readonly { readonly name: string; readonly kind: string; readonly url?: string; readonly urls?: readonly string[] }[]
}

test('without any configuration this computer is watched; what is added is on disk, and outlives a damaged file', async ({ launch, owned }) => {
  const alertmanager = owned(await startAlertmanager())
  const home = await scratch('e2e-home')
  owned({ stop: home.remove })
  const settings = join(home.path, 'settings.json')
  const read = async (): Promise<Written> => JSON.parse(await readFile(settings, 'utf8')) as Written

  // figures of this very machine
  const first = await launch({ userData: home.path })
  const { sources, services, signals } = await untilState('the first figures', first.window, (state) => Object.values(state.signals).length > 0)
  expect(Object.values(sources).map(({ kind, health }) => ({ kind, health }))).toEqual([{ kind: 'this-computer', health: 'ok' }])
  expect(Object.values(services).map(({ environmentKind }) => environmentKind)).toEqual(['local'])
  expect(Object.values(signals).length).toBe(1)
  await expect(first.window.getByText('This computer is already being watched')).toBeVisible()

  await first.window.getByLabel('Address', { exact: true }).fill(alertmanager.url)
  await press(first.window, 'Enter')
  await expect(first.window.getByRole('region', { name: 'Found from this address' }).getByRole('switch')).toHaveCount(1)
  await press(first.window, 'Control+Enter')
  await untilFresh(first.window, 2)
  await press(first.window, 'g', ',')
  await first.window.getByText('Light', { exact: true }).click()
  await expect.poll(async () => (await read()).appearance.theme).toBe('light')
  const kept = await read()
  expect(kept.welcomed).toBe(true)
  expect(kept.sources.map(({ kind, url, urls }) => [kind, ...(urls ?? [url])])).toEqual([['alertmanager', alertmanager.url]])
  await first.quit()

  // damaged: the backup is used, which is said, and the damaged file is kept
  await writeFile(settings, `${JSON.stringify(kept).slice(0, 60)}\n`)
  const second = await launch({ userData: home.path })
  await untilFresh(second.window, 2)
  await expect(second.window.getByText(/The settings file was damaged; the backup was used\. The damaged file is kept as settings\.damaged-.*\.json\./)).toBeVisible()
  expect(await second.window.evaluate(() => document.documentElement.dataset['mantineColorScheme'])).toBe('light')
  expect(await read()).toEqual(kept)
  expect((await readdir(home.path)).filter((name) => name.startsWith('settings.damaged-'))).toHaveLength(1)
})

test('a team file that turns bad is refused with its line, the last good one stays, and a mended one is taken without a restart', async ({ launch, config }) => {
  const good = { sources: [{ name: 'am', kind: 'alertmanager', url: 'http://127.0.0.1:9', interval: '1s' }] }
  const file = await config(good)
  const { window } = await launch({ args: ['--config', file] })
  await untilState('the source of the file', window, (state) => Object.values(state.sources).some(({ name }) => name === 'am'))
  await writeFile(file, 'sources:\n  - { name: am, kind: alertmanagr, url: "http://127.0.0.1:9" }\n')
  await expect(window.getByText(/was refused; the last good configuration stays\. Line 2, column 23: .*did you mean alertmanager\?/)).toBeVisible()
  expect(Object.values((await stateOf(window)).sources).map(({ name }) => name)).toEqual(['am'])
  await writeFile(file, JSON.stringify({ thisComputer: false, sources: [...good.sources, { name: 'second', kind: 'alertmanager', url: 'http://127.0.0.1:9' }] }))
  await untilState('the second source', window, (state) => Object.values(state.sources).length === 2)
  await expect(window.getByText(/was refused/)).toBeHidden()
})
