// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { StartupView } from '@shared/domain/startup'
import type { AppState } from '@shared/state/app-state'
import SettingsScreen from '../../../../src/renderer/features/settings/SettingsScreen'
import type { FakeAnswers } from '../../../fakes/fake-bridge'
import { aState, NOW } from '../../../builders'
import { stage, type Stage } from '../shell/stage'

const OFF: StartupView = { state: 'off', by: 'systemd', place: '', differs: false, restarts: 'systemd', now: null, detail: '' }
const ON: StartupView = { ...OFF, state: 'on', place: '/home/me/.config/systemd/user/garda.service' }
const UPDATED: AppState = aState({ tables: { notices: { 'update-installed': { id: 'update-installed', at: NOW, severity: 'info', code: 'update-installed', values: { version: '0.2.0', same: 'no', restart: 'ask' } } } } })

const open = (answers: FakeAnswers, state: AppState = aState()): Promise<Stage> => stage(state, { settings: SettingsScreen }, { address: { place: { view: 'settings', item: null }, theme: null }, answers })
const section = (): HTMLElement => screen.getByRole('heading', { name: 'Starting and staying up' }).closest('section')!
/** Each line: its name with what it says. */
const lines = (): readonly string[] => [...section().querySelectorAll('[class*=line]:not([class*=lines])')].map((line) => [...line.firstElementChild!.querySelectorAll('p, label')].map((part) => part.textContent).join(': '))
const login = (): HTMLInputElement => screen.getByRole('switch', { name: 'Start at login' })
const asked = (it: Stage, command: string): readonly (readonly unknown[])[] => it.fake.calls.filter((c) => c.command === command).map((c) => c.args)
const click = async (role: string, name: string): Promise<void> => { await act(async () => { fireEvent.click(screen.getByRole(role, { name })) }) }

it('say what the system has, turn it on and off, and look again when a person comes back', async () => {
  let now = OFF
  const it = await open({ answer: { startup: async () => now, startAtLogin: async (on) => { now = on ? ON : OFF; return { ok: true, reason: '' } } } })
  const off = lines()
  await click('switch', 'Start at login')
  const on = [login().checked, lines()[0]]
  now = OFF
  await act(async () => { window.dispatchEvent(new Event('focus')) })
  expect([off, on, login().checked, asked(it, 'startAtLogin')]).toEqual([
    [
      'Start at login: Straight to the walls; where there is none, to the tray.', 'Its window then: Where no wall is set up. Where one is, the window stays closed.',
      'After a crash: Nothing starts this Garda again, as it was started by hand. Started at login, it is started again by systemd.',
      'A new version: Once another one is installed. Never while anything fires, a page is open, something cannot be seen or the night watch is armed.'
    ],
    [true, 'Start at login: Straight to the walls; where there is none, to the tray.On, by systemd: /home/me/.config/systemd/user/garda.service'], false, [[true]]
  ])
})

it('say what was not kept, what is not known, what starts something else and what watches over this run', async () => {
  await open({ answer: { startup: async () => OFF, startAtLogin: async () => ({ ok: false, reason: '/x could not be written: EACCES' }) } })
  await click('switch', 'Start at login')
  expect([within(section()).getByRole('alert').textContent, login().checked]).toEqual(['Not saved: /x could not be written: EACCES', false])
  const told = async (view: StartupView): Promise<unknown> => { await open({ answer: { startup: async () => view } }); return [lines()[0]?.split('tray.')[1], lines()[2]] }
  expect([await told({ ...OFF, state: 'unknown', by: null, restarts: null, detail: 'EACCES' }), await told({ ...ON, by: 'xdg', differs: true, now: 'supervisor' })]).toEqual([
    ['It is not known whether it does: EACCES', 'After a crash: Nothing starts this Garda again: it was started by hand.'],
    [
      'On, by the desktop’s autostart: /home/me/.config/systemd/user/garda.serviceIt starts something other than this Garda. Turn it off and on to change that.',
      'After a crash: This Garda is started again by Garda’s supervisor, and then says how long nothing was watched.'
    ]
  ])
})

it('keep what becomes of the window and of a new version; nothing of start at login where there is none', async () => {
  const it = await open({ answer: { startup: async () => OFF } })
  await click('radio', 'Opens')
  await click('radio', 'Restarts when calm')
  expect(asked(it, 'saveSettings')).toEqual([[{ startup: { window: 'shown' } }], [{ updates: { restart: 'calm' } }]])
  await open({})
  expect(lines()).toEqual(['A new version: Once another one is installed. Never while anything fires, a page is open, something cannot be seen or the night watch is armed.'])
})

it('a new version is said in the window and under About, and used at once when a person wants it', async () => {
  const about = { version: '0.1.0', installed: '0.2.0', electron: '45', chrome: '1', node: '22', fallbackRuntime: false, userData: '/x', platform: 'linux' }
  const it = await open({ answer: { about: async () => about, restart: async () => ({ ok: false, reason: 'not now' }) } }, UPDATED)
  const notices = screen.getByRole('region', { name: 'About Garda itself' })
  const told = within(notices).getByText(/new version/).textContent
  await act(async () => { fireEvent.click(within(notices).getByRole('button', { name: 'Restart now' })) })
  expect([told, screen.getByText('Installed').parentElement?.textContent, within(notices).getByRole('alert').textContent, asked(it, 'restart')]).toEqual([
    'A new version of Garda is installed: 0.2.0. It is used after a restart.', 'Installed0.2.0, in use after a restart', 'not now', [[]]
  ])
})

it('the window is at the address of what it shows', async () => {
  const it = await stage(aState(), { settings: SettingsScreen, alerts: SettingsScreen }, { address: { place: { view: 'settings', item: null }, theme: null } })
  await it.press('g'); await it.press('a')
  expect(location.hash).toBe('#alerts')
})
