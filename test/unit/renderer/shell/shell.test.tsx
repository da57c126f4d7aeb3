// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react'
import { lazy, useState } from 'react'
import { describe, expect, it } from 'vitest'
import type { WallsView } from '@shared/domain/display'
import type { Screens } from '../../../../src/renderer/features/shell/Shell'
import OverviewScreen from '../../../../src/renderer/features/overview/OverviewScreen'
import { useKeys } from '../../../../src/renderer/ui'
import { aService, aSource, aState, anAlert, NOW } from '../../../builders'
import { calmState, nightState } from '../overview/night'
import { stage } from './stage'

const KEYS = [{ keys: 'C', label: 'Copy', group: 'On this screen', run: () => undefined }]
const Plain = ({ item }: { readonly item: string | null }) => { useKeys('screen', KEYS); return <h1>here {item ?? 'nothing'}</h1> }
const Field = () => <input aria-label="field" />
const Broken = (): never => { throw new Error('no such sample') }
const screens: Screens = { overview: Plain, services: Field, service: Plain, sources: Broken }
const here = (): string => document.title

describe('the shell', () => {
  it('lists only the rooms that exist, with what is wrong in them', async () => {
    await stage(nightState(NOW), screens)
    expect(within(screen.getByRole('navigation', { name: 'Main' })).getAllByRole('button').map((b) => b.textContent)).toEqual(['OverviewG O', 'ServicesG S', 'Sources1'])
  })

  it('says in its title how bad it is and where we are', async () => {
    const it = await stage(nightState(NOW), screens)
    expect(here()).toBe('3 critical 4 warning 1 unknown · Overview, PRODUCTION: Garda')
    await it.press('g'); await it.press('s')
    expect(here()).toBe('3 critical 4 warning 1 unknown · Services, PRODUCTION: Garda')
    await it.press('ArrowLeft', { altKey: true })
    expect(here()).toContain('Overview')
  })

  describe('with two productions', () => {
    const environments = Object.fromEntries((['prod-eu', 'prod-us'] as const).map((name) => [name, { name, kind: 'production' as const, values: [name] }]))
    const news = anAlert({ id: 'i', name: 'CertificateEnds', environment: 'prod-eu', service: null, severity: 'info', sources: ['am'] })
    const page = anAlert({ id: 'c', name: 'CheckoutDown', environment: 'prod-us', service: null, sources: ['am'] })
    const twice = (...alerts: readonly ReturnType<typeof anAlert>[]) => aState({ sources: [aSource({ id: 'am', abilities: ['alerts'] })], alerts, tables: { environments } })
    const tabs = (): readonly (readonly [string | null, string | null])[] => within(screen.getByRole('region', { name: 'Environment' })).getAllByRole('button').map((b) => [b.textContent, b.getAttribute('aria-pressed')])
    const places: Screens = { ...screens, overview: OverviewScreen, alerts: Plain }

    it('shows the worse one, names what fires on every tab, and counts both in the rail', async () => {
      await stage(twice(news, page), places)
      expect(here()).toBe('1 critical · Overview, PROD-US: Garda')
      expect(tabs()).toEqual([['prod-eu1, 1 info', 'false'], ['PROD-US', 'true']])
      fireEvent.click(screen.getByRole('button', { name: 'prod-eu, 1 info' }))
      expect(tabs()).toEqual([['PROD-EU', 'true'], ['prod-us1, 1 critical', 'false']])
      expect(within(screen.getByRole('navigation', { name: 'Main' })).getByRole('button', { name: /^Alerts/ }).textContent).toBe('Alerts1')
    })

    it('names the other one where this one is quiet, and goes there by click and by key', async () => {
      const it = await stage(twice(news, page), places)
      const article = (): string => screen.getAllByRole('article')[0]!.textContent
      for (const way of ['click', 'key'] as const) {
        fireEvent.click(screen.getByRole('button', { name: 'prod-eu, 1 info' }))
        expect(article()).toContain('Nothing needs action in PROD-EUIn trouble elsewhere:PROD-US, 1 criticalV')
        if (way === 'key') await it.press('v')
        else fireEvent.click(screen.getByRole('button', { name: 'PROD-US, 1 critical' }))
        expect(here()).toBe('1 critical · Overview, PROD-US: Garda')
      }
      await it.next(twice(news))
      expect(tabs()).toEqual([['prod-eu1, 1 info', 'false'], ['PROD-US', 'true']])
      expect(article()).not.toContain('elsewhere')
    })

    it('goes to the other one by itself when that becomes worse, but not from under a reader', async () => {
      const it = await stage(twice(news), { ...places, service: Plain })
      expect(here()).toBe('Overview, PROD-EU: Garda')
      const service = aService({ name: 'checkout', environment: 'prod-eu' })
      const state = { ...twice(news, page), services: { [service.key]: service } }
      await it.press('k', { ctrlKey: true })
      await it.next({ ...twice(news), services: state.services })
      fireEvent.change(screen.getByRole('combobox'), { target: { value: 'checkout' } })
      fireEvent.keyDown(screen.getByRole('combobox'), { key: 'Enter' })
      await it.next(state)
      expect(here()).toContain('Service, PROD-EU')
      await it.press('g'); await it.press('o')
      expect(here()).toContain('Overview, PROD-US')
    })
  })

  it('goes nowhere while somebody types', async () => {
    const it = await stage(nightState(NOW), screens)
    await it.press('g'); await it.press('s')
    screen.getByLabelText('field').focus()
    await it.press('g'); await it.press('o')
    expect(here()).toContain('Services')
  })

  it('keeps keys pressed before a screen has come for it, each after the one before; not for the one left meanwhile', async () => {
    let arrive: () => void = () => undefined
    const Walk = () => {
      const [at, setAt] = useState(0)
      useKeys('screen', [{ keys: 'J', label: 'Down', group: 'On this screen', run: () => setAt(at + 1) }, { keys: 'X', label: 'Twice', group: 'On this screen', run: () => setAt(at * 2) }])
      return <h1>at {at}</h1>
    }
    const Late = lazy(() => new Promise<{ readonly default: typeof Walk }>((resolve) => { arrive = () => { resolve({ default: Walk }) } }))
    const Never = lazy(() => new Promise<{ readonly default: typeof Walk }>(() => undefined))
    const it = await stage(nightState(NOW), { overview: Plain, alerts: Late, services: Never })
    for (const key of ['g', 's', 'j', 'g', 'a', 'j', 'j', 'x', 'j']) await it.press(key)
    await act(async () => { arrive() })
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('at 5')
    await it.press('j')
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('at 6')
  })

  it('lists in the shortcuts exactly what works behind them, and nothing works while they are shown', async () => {
    const it = await stage(nightState(NOW), screens)
    await it.press('?', { shiftKey: true })
    const dialog = screen.getByRole('dialog')
    expect(within(dialog).getAllByRole('listitem').map((li) => li.textContent)).toEqual([
      'OverviewGO', 'ServicesGS', 'SourcesGD', 'Search or jumpCtrl K', 'Show shortcuts?', 'Collapse or open the rail[', 'BackAlt ←', 'ForwardAlt →', 'Show the other environment in most troubleV', 'CopyC'
    ])
    await it.press('g'); await it.press('s')
    expect(here()).toContain('Overview')
  })

  it('finds services and screens, and goes there by Enter', async () => {
    const it = await stage(nightState(NOW), screens)
    await it.press('k', { ctrlKey: true })
    const field = screen.getByRole('combobox')
    fireEvent.change(field, { target: { value: 'post pri' } })
    expect(screen.getAllByRole('option').map((o) => o.textContent)).toEqual(['postgres-primary Newsroom PlatformPRODService'])
    fireEvent.keyDown(field, { key: 'Enter' })
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('here production/postgres-primary')
    expect(screen.queryByRole('combobox')).toBeNull()
  })

  it('opens a wall from the search by Enter, and stays to say why it could not', async () => {
    let reason = 'the disk is full'
    const walls = async (): Promise<WallsView> => ({ displays: [], walls: [{ name: 'office', item: '@office', from: 'own', display: null, waits: 'off', plain: false }] })
    const it = await stage(nightState(NOW), screens, { answers: { answer: { walls, wall: async () => ({ ok: reason === '', reason }) } } })
    await it.press('k', { ctrlKey: true })
    fireEvent.change(screen.getByRole('combobox'), { target: { value: 'wall' } })
    expect(screen.getAllByRole('option').map((o) => o.textContent)).toEqual(['Open wall: office Wall'])
    await act(async () => { fireEvent.keyDown(screen.getByRole('combobox'), { key: 'Enter' }) })
    expect(screen.getByRole('alert').textContent).toBe('the disk is full')
    reason = ''
    await act(async () => { fireEvent.keyDown(screen.getByRole('combobox'), { key: 'Enter' }) })
    expect([screen.queryByRole('combobox'), it.fake.calls.filter((c) => c.command === 'wall').map((c) => c.args)]).toEqual([null, [[{ do: 'open', name: 'office' }], [{ do: 'open', name: 'office' }]]])
  })

  it('follows main to a place, and shows its environment', async () => {
    const it = await stage(nightState(NOW), screens)
    it.fake.go({ view: 'service', item: 'staging/search' })
    await it.pass(1_000)
    expect(here()).toBe('1 warning · Service, STAGING: Garda')
  })

  it('breaks in one place only, and says what broke', async () => {
    const errors = console.error
    console.error = () => undefined
    const it = await stage(nightState(NOW), screens)
    await it.press('g'); await it.press('d')
    console.error = errors
    expect(screen.getByRole('alert').textContent).toContain('Sources could not be drawn')
    expect(screen.getByRole('alert').textContent).toContain('no such sample')
    await it.press('g'); await it.press('o')
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('here nothing')
  })

  it('knows nothing once main has not answered for four seconds, and knows again when it does', async () => {
    const it = await stage(calmState(NOW), screens)
    const strip = (): string => screen.getByRole('banner').textContent
    expect(strip()).toContain('7 of 7 fresh')
    await it.pass(3_000, true)
    expect(strip()).toContain('7 of 7 fresh')
    await it.pass(2_000, true)
    expect(strip()).toContain('0 of 7 fresh')
    expect(screen.getByRole('alert').textContent).toBe('Garda’s watch does not answer. Last word 4 s ago: nothing on this screen is known now.')
    expect(here()).toBe('15 unknown · Overview, PRODUCTION: Garda')
    await it.pass(2_000)
    expect(strip()).toContain('7 of 7 fresh')
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('lets what is shown lapse by itself while main lives but a source is silent', async () => {
    const calm = calmState(NOW)
    const it = await stage({ ...calm, ages: Object.fromEntries(Object.entries(calm.ages).map(([id, a]) => [id, { ...a, freshUntil: NOW + 10_000 }])) }, screens)
    expect(here()).toBe('Overview, PRODUCTION: Garda')
    await it.pass(12_000)
    expect(here()).toBe('15 unknown · Overview, PRODUCTION: Garda')
  })

  it('announces a new critical alert at once, and once; not what fired at the start', async () => {
    const night = nightState(NOW)
    const it = await stage(night, screens)
    const said = (): string => document.querySelector('[aria-live="assertive"]')?.textContent ?? ''
    expect(said()).toBe('')
    const alert = anAlert({ id: 'new', name: 'QueueGone', service: 'kafka' })
    await it.next({ ...night, alerts: { ...night.alerts, new: alert } })
    expect(said()).toBe('New critical alert in PRODUCTION: QueueGone, kafka')
    expect(document.querySelector('[aria-live="polite"]')?.textContent).toBe('PRODUCTION: 4 critical, 4 warning, 2 info, 1 unknown.')
  })

  it('says what Garda has to say of itself, cleaned, until dismissed', async () => {
    const it = await stage({ ...nightState(NOW), notices: { n: { id: 'n', at: NOW, severity: 'warning', code: 'secret-missing', values: { name: 'tok\u202een' } } } }, screens)
    const notices = screen.getByRole('region', { name: 'About Garda itself' })
    expect(notices.textContent).toContain('The secret token is not in the keychain.')
    fireEvent.click(within(notices).getByRole('button', { name: 'Dismiss' }))
    expect(it.fake.calls.at(-1)).toEqual({ command: 'dismissNotice', args: ['n'] })
  })

  it('says in the strip that notifications are paused, and ends the pause', async () => {
    const night = nightState(NOW)
    const it = await stage({ ...night, meta: { ...night.meta, pausedUntil: NOW + 600_000 } }, screens)
    fireEvent.click(screen.getByRole('button', { name: 'Resume' }))
    expect(it.fake.calls.at(-1)).toEqual({ command: 'pause', args: [0] })
    await it.next({ ...night, meta: { ...night.meta, pausedUntil: null, delivery: { able: false, by: '', detail: 'no daemon' } } })
    expect(screen.getByRole('banner').textContent).toContain('NotificationsCannot be shown')
  })

  it('wears the demo tape on demo data', async () => {
    const night = nightState(NOW)
    await stage({ ...night, meta: { ...night.meta, mode: 'demo' } }, screens)
    expect([document.querySelector('[data-kind="demo"]') !== null, screen.getByRole('banner').textContent.includes('Made up, pages nobody')]).toEqual([true, true])
  })

  it('collapses the rail by key and keeps that', async () => {
    const it = await stage(nightState(NOW), screens)
    await it.press('[')
    expect(it.fake.calls.at(-1)).toEqual({ command: 'saveSettings', args: [{ appearance: { theme: 'dark', time: 'local', railCollapsed: true, pinned: [] } }] })
    expect(within(screen.getByRole('navigation', { name: 'Main' })).getByRole('button', { name: 'Overview' }).textContent).toBe('')
  })

  it('welcomes a person who has chosen nothing yet, unless a place was asked for', async () => {
    const Welcome = () => <h1>welcome</h1>
    await stage(calmState(NOW), { ...screens, welcome: Welcome }, { answers: { config: { welcomed: false } } })
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('welcome')
    await stage(calmState(NOW), { ...screens, welcome: Welcome }, { answers: { config: { welcomed: false } }, address: { place: { view: 'overview', item: null }, theme: null } })
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('here nothing')
  })
})
