import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { configSchema } from '@shared/config/schema'
import { NO_STARTUP, type StartupView } from '@shared/domain/startup'
import { launchOf, noStartup, opensWindow, startupLines } from '../../../src/main/app/starting'

it('starts at login what runs, from anywhere, with what it was told of this computer', () => {
  const argv = ['electron', '/app', '--ozone-platform=x11', '--no-sandbox', '--remote-debugging-port=0', '--inspect=0', '--ozone-platformer=1', '--demo']
  expect([
    launchOf({ program: ['/electron', '/app'], argv, env: { ELECTRON_DISABLE_SANDBOX: '1', SECRET: 'x' }, options: { config: 'team.yaml', userDataDir: '/data' } }),
    launchOf({ program: ['/opt/garda'], argv: [], env: {}, options: { config: null, userDataDir: null } })
  ]).toEqual([
    { words: ['/electron', '/app', '--ozone-platform=x11', '--no-sandbox', '--at-login', '--config', resolve('team.yaml'), '--user-data-dir', '/data'], env: { ELECTRON_DISABLE_SANDBOX: '1' } },
    { words: ['/opt/garda', '--at-login'], env: {} }
  ])
})

it('goes straight to the walls at login, or to the tray, but not where nothing is set up yet', () => {
  const opens = (atLogin: boolean, config: object, wall: { readonly item: string; readonly display: null } | null = null): boolean => opensWindow({ atLogin, wall }, configSchema.parse(config))
  const [office, shown] = [{ walls: [{ name: 'office' }] }, { startup: { window: 'shown' } }]
  expect([
    opens(false, {}), opens(false, office), opens(false, {}, { item: 'now', display: null }), opens(true, {}), opens(true, { welcomed: true }), opens(true, { welcomed: true, ...shown }), opens(true, { ...office, ...shown }),
    opens(true, { walls: [{ name: 'office', enabled: false }], ...shown }), opens(true, {}, { item: 'now', display: null })
  ]).toEqual([true, true, false, true, false, true, false, true, false])
})

it('says in a terminal what the system has', async () => {
  const on: StartupView = { state: 'on', by: 'systemd', place: '/u/garda.service', differs: false, restarts: 'systemd', now: null, detail: '' }
  expect([on, { ...on, differs: true }, { ...on, state: 'off' as const }, { ...on, state: 'off' as const, detail: 'It was turned off in the settings of the system.' }, { ...on, state: 'unknown' as const, detail: '/u could not be read: EACCES' }, NO_STARTUP].map(startupLines)).toEqual([
    'Start at login is on, by systemd: /u/garda.service\nAfter a crash it is started again by systemd.\n',
    'Start at login is on, by systemd: /u/garda.service\nIt starts something other than this Garda. Turn it off and on to change that.\n',
    'Start at login is off.\n', 'Start at login is off.\nIt was turned off in the settings of the system.\n', 'Whether Garda starts at login is not known: /u could not be read: EACCES\n', 'Whether Garda starts at login is not known: this Garda cannot be started at login\n'
  ])
  expect([await noStartup.read(), await noStartup.set(true)]).toEqual([NO_STARTUP, { ok: false, reason: 'this Garda cannot be started at login' }])
})
