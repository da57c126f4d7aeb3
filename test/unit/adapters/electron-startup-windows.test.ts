import type { App } from 'electron'
import { expect, it } from 'vitest'
import { windowsStartup } from '../../../src/main/adapters/electron-startup-windows'

type Item = ReturnType<App['getLoginItemSettings']>['launchItems'][number]
/** The Run key as Electron shows it: `openAtLogin` is about the very words, the items about the program whatever its words. */
interface RunKey { readonly app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>; items: Item[]; refuses: boolean }
const aRunKey = (): RunKey => {
  const key: RunKey = {
    items: [{ name: 'Another', path: 'powershell.exe', args: ['-File', 'other.ps1'], scope: 'user', enabled: true }], refuses: false,
    app: {
      setLoginItemSettings: ({ openAtLogin = false, enabled = true, path = '', args = [] }) => {
        if (key.refuses) return
        key.items = [...key.items.filter((item) => item.name !== 'org.garda.Garda'), ...(openAtLogin ? [{ name: 'org.garda.Garda', path, args, scope: 'user', enabled } satisfies Item] : [])]
      },
      getLoginItemSettings: ({ args = [] } = {}) => ({
        openAtLogin: key.items.some((item) => item.name === 'org.garda.Garda' && JSON.stringify(item.args) === JSON.stringify(args)), executableWillLaunchAtLogin: true, launchItems: key.items
      }) as unknown as ReturnType<App['getLoginItemSettings']>
    }
  }
  return key
}

it('is a value of the Run key of its own, which the Task Manager may turn off, and which may start something else', async () => {
  const key = aRunKey()
  const startup = windowsStartup({ app: key.app, launch: { words: ['C:\\Garda.exe', '--at-login'], env: {} }, script: 'C:\\supervise.ps1', env: { GARDA_SUPERVISOR: 'supervisor' } })
  const off = await startup.read()
  const done = [await startup.set(true)]
  const on = await startup.read()
  const other = await windowsStartup({ app: key.app, launch: { words: ['D:\\Garda.exe'], env: {} }, script: 'C:\\supervise.ps1', env: {} }).read()
  key.items = key.items.map((item) => ({ ...item, enabled: false }))
  const turnedOff = await startup.read()
  done.push(await startup.set(false))
  const gone = await startup.read()
  key.refuses = true
  done.push(await startup.set(true))
  const isOff = { state: 'off', by: 'run-key', place: '', differs: false, restarts: 'supervisor', now: 'supervisor', detail: '' }
  const isOn = { ...isOff, state: 'on', place: 'org.garda.Garda' }
  expect([off, on, other, turnedOff, gone, done]).toEqual([
    isOff, isOn, { ...isOn, differs: true, now: null }, { ...isOff, detail: 'It was turned off in the settings of the system.' }, isOff, [{ ok: true, reason: '' }, { ok: true, reason: '' }, { ok: false, reason: 'Windows did not keep it' }]
  ])
})
