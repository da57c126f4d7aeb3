import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import type { Page } from '@shared/domain/page'
import { root } from '../../scripts/lib/paths.mjs'
import { findRuntime, runtimeEnv } from '../../scripts/lib/runtime.mjs'
import { startAlertmanager } from '../servers/alertmanager'
import { RIGHT } from '../servers/displays'
import { startGate } from '../servers/gate'
import { startLoudspeaker, type Call } from '../servers/loudspeaker'
import { startFullScreen } from '../servers/page-window-in-electron'
import { scratch, startProcess, until } from '../servers/process'
import { onDesktop, startDesk } from './support/desktop-parts'
import { expect, test } from './support/watching'

const GUARD_MS = 800
const EVERY_MS = 10_000
const sounds = (calls: readonly Call[]): readonly (string | undefined)[] => calls.flatMap(({ args }) => (args.at(-1)?.endsWith('.wav') ? [args.at(-1)?.replace(/^.*\//, '')] : []))

// from outside, as a person and a desktop see it: a browser that is driven by a test tool believes that it always has the keyboard
test('a page comes over a full-screen program on the display in use, is heard, leaves it the keyboard, and Enter takes it after 800 ms and not before', async ({ config, owned }) => {
  test.setTimeout(120_000)
  const runtime = findRuntime()
  if (runtime === null) throw new Error('no Electron runtime: run `npm test -- e2e`')
  const { desktop } = await startDesk(owned)
  const alertmanager = owned(await startAlertmanager())
  const gate = owned(await startGate(alertmanager.url))
  const speaker = await startLoudspeaker()
  owned({ stop: speaker.remove })
  await speaker.put('pw-play')
  const home = await scratch('e2e-home')
  owned({ stop: home.remove })
  const xdotool = (...args: readonly string[]): Promise<string> => onDesktop(desktop, 'xdotool', ...args)
  const file = await config({
    paging: { me: 'Mira Solberg', ladders: [{ sound: { after: '0s', every: '10s' }, window: { after: '1s' } }] }, sources: [{ name: 'am', kind: 'alertmanager', url: gate.url, interval: '1s' }]
  })
  const named = (name: string): Promise<string> => xdotool('search', '--onlyvisible', '--name', name).catch(() => '') // it fails where there is none
  const garda = owned(await startProcess({
    command: runtime.execPath, args: [root, '--user-data-dir', home.path, '--config', file], ready: async () => (await named(': Garda$')) !== '',
    env: { ...runtimeEnv(), HOME: home.path, XDG_CONFIG_HOME: join(home.path, 'config'), XDG_RUNTIME_DIR: home.path, ...desktop.env, PATH: `${speaker.path}${delimiter}${process.env['PATH'] ?? ''}` }
  }))
  const active = (): Promise<string> => xdotool('getactivewindow', 'getwindowpid').catch(() => '') // it fails while none is
  await until('the first looks', gate.passed, (count) => count > 3)
  await until('the keyboard in the main window', active, (pid) => pid === String(garda.pid))
  await xdotool('key', 'alt+F4')
  await until('the end of the main window', () => named(': Garda$'), (found) => found === '')

  await xdotool('mousemove', String(RIGHT.x + 512), '600')
  const other = owned(await startFullScreen(desktop, RIGHT.x + 10))
  const types = async (key: string, name: string): Promise<void> => {
    const times = other.log().split(`key ${name} in #other`).length
    await xdotool('key', key)
    await until(`${key} in the other program`, other.log, (log) => log.split(`key ${name} in #other`).length > times)
  }
  /** Name and place of the window in front of all others where the pointer is. */
  const front = async (): Promise<readonly string[]> => {
    const id = /^WINDOW=(\d+)$/m.exec(await xdotool('getmouselocation', '--shell'))?.[1] ?? ''
    return [await xdotool('getwindowname', id), ...(await xdotool('getwindowgeometry', '--shell', id)).split('\n').filter((line) => /^(X|Y|WIDTH|HEIGHT)=/.test(line))]
  }
  const page = async (): Promise<Page | undefined> => {
    const ledger = join(home.path, 'ledger.json')
    return existsSync(ledger) ? Object.values((JSON.parse(await readFile(ledger, 'utf8')) as { readonly pages: Readonly<Record<string, Page>> }).pages)[0] : undefined
  }
  await types('a', 'a')

  await alertmanager.post([{
    labels: { alertname: 'CheckoutDown', severity: 'critical', service: 'checkout', env: 'production' }, annotations: { summary: 'Nobody can pay' }, endsAt: new Date(Date.now() + 600_000).toISOString()
  }])
  const [name, ...place] = await until('the page in front', front, ([title]) => title?.startsWith('Page: CRITICAL') === true)
  // what covers a full-screen program is a pixel larger than its display
  expect([name, place, await active(), sounds(await speaker.calls())]).toEqual([
    'Page: CRITICAL: checkout, PRODUCTION', [`X=${RIGHT.x}`, `Y=${RIGHT.y}`, `WIDTH=${RIGHT.width + 1}`, `HEIGHT=${RIGHT.height + 1}`], String(other.pid), ['critical.wav']
  ])
  await types('b', 'b')
  await types('Return', 'Enter')

  // given the keyboard by a click, Enter is pressed again and again until somebody has it
  const clickedAt = Date.now()
  await xdotool('mousemove', String(RIGHT.x + 512), '300', 'click', '1')
  await until('the keyboard', active, (pid) => pid === String(garda.pid))
  const pressed: number[] = []
  const taken = await until('somebody who has it', async () => { pressed.push(Date.now()); await xdotool('key', 'Return'); return page() }, (one) => one?.status === 'held')
  const after = taken!.held!.since - clickedAt
  expect(pressed[0]! - clickedAt).toBeLessThan(GUARD_MS)
  expect(after).toBeGreaterThanOrEqual(GUARD_MS)
  expect(after).toBeLessThan(GUARD_MS + 3_000)
  expect([taken?.held?.by, taken?.next, other.log().split('key Enter in #other').length]).toEqual(['Mira Solberg', null, 2])

  // colleagues see it, the window goes, the other program has the keyboard again, and nothing more is heard
  const silences = JSON.parse(await onDesktop(desktop, 'amtool', 'silence', 'query', '--alertmanager.url', alertmanager.url, '-o', 'json')) as readonly { readonly createdBy: string; readonly comment: string }[]
  expect(silences.map(({ createdBy, comment }) => [createdBy, comment])).toEqual([['Mira Solberg', expect.stringMatching(/^ACK! /)]])
  await until('an empty display', () => named('^Page: '), (found) => found === '')
  await until('the keyboard of the other', active, (pid) => pid === String(other.pid))
  await types('c', 'c')
  const heard = sounds(await speaker.calls())
  const looks = gate.passed()
  const over = taken!.held!.since + 2 * EVERY_MS + 1_000
  await until('a look after the time of two more sounds', () => (Date.now() > over ? gate.passed() : 0), (count) => count > looks, 40_000)
  expect(sounds(await speaker.calls())).toEqual(heard)
})
