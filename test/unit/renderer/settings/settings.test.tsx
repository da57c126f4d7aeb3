// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { configSchema, defaultConfig } from '@shared/config/schema'
import { wallSchema, type WallConfig } from '@shared/config/walls'
import type { ConfigView } from '@shared/contract/commands'
import type { WallsView } from '@shared/domain/display'
import type { AppState } from '@shared/state/app-state'
import SettingsScreen from '../../../../src/renderer/features/settings/SettingsScreen'
import type { FakeAnswers } from '../../../fakes/fake-bridge'
import { aState, NOW } from '../../../builders'
import { stage, type Stage } from '../shell/stage'

const open = (state: AppState = aState(), answers: FakeAnswers = {}): Promise<Stage> => stage(state, { settings: SettingsScreen }, { address: { place: { view: 'settings', item: null }, theme: null }, answers })
const asked = (it: Stage, command: string): readonly (readonly unknown[])[] => it.fake.calls.filter((c) => c.command === command).map((c) => c.args)
const click = async (name: string | RegExp, role = 'button'): Promise<void> => { await act(async () => { fireEvent.click(screen.getByRole(role, { name })) }) }
const said = (): readonly (string | null)[] => screen.getAllByRole('status').map((s) => s.textContent).filter((s) => s !== '')
const notifications = defaultConfig().notifications

describe('the settings', () => {
  it('keep a change at once and say so', async () => {
    const it = await open()
    await click('Info', 'checkbox')
    expect(asked(it, 'saveSettings')).toEqual([[{ notifications: { ...notifications, severities: [...notifications.severities, 'info'] } }]])
    expect(said()).toEqual(['Saved'])
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Info' }).checked).toBe(true)
  })

  it('say why a change was not kept, and show what holds', async () => {
    await open(aState(), { answer: { saveSettings: async () => ({ ok: false, reason: 'the disk is full' }) } })
    await click('Development', 'checkbox')
    expect(screen.getByRole('alert').textContent).toBe('Not saved: the disk is full')
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Development' }).checked).toBe(false)
  })

  it('say that nothing was kept when main does not answer', async () => {
    await open(aState(), { answer: { saveSettings: async () => { throw new Error('main is gone') } } })
    await click('Development', 'checkbox')
    expect(screen.getByRole('alert').textContent).toBe('Not saved: main is gone')
  })

  it('refuse what cannot be, beside the field', async () => {
    const it = await open()
    const field = screen.getByLabelText('Say that a source is silent after')
    fireEvent.change(field, { target: { value: '2s' } })
    await act(async () => { fireEvent.blur(field) })
    expect([screen.getByText('This must lie between 10s and 1h.').textContent, asked(it, 'saveSettings')]).toEqual(['This must lie between 10s and 1h.', []])
    fireEvent.change(field, { target: { value: '5m' } })
    await act(async () => { fireEvent.blur(field) })
    expect(asked(it, 'saveSettings')).toEqual([[{ notifications: { ...notifications, blindAfter: 300_000 } }]])
  })

  it('show the theme at once', async () => {
    const it = await open()
    await click('Light', 'radio')
    expect([document.documentElement.dataset['theme'], asked(it, 'saveSettings')]).toEqual(['light', [[{ appearance: { ...defaultConfig().appearance, theme: 'light' } }]]])
    expect(said()).toEqual(['Saved'])
  })

  it('tell what became of a test notification', async () => {
    const it = await open(aState(), { answer: { testNotification: async () => ({ shown: false, detail: 'no notification service runs' }) } })
    expect(screen.getByText('Shown by dunst.')).toBeDefined()
    await click('Send a test notification')
    expect([said(), asked(it, 'testNotification')]).toEqual([['Not shown: no notification service runs'], [[]]])
  })

  it('run the hooks that are set up, and say what came of each; where there is none, offer nothing', async () => {
    await open()
    expect(screen.queryByText('Test hook')).toBeNull()
    cleanup()
    const { paging } = configSchema.parse({ paging: { hooks: { command: { path: '/usr/bin/page-me' }, webhook: { url: 'https://hooks.example/garda' } } } })
    const runs = [{ hook: 'command', ok: false, detail: '/usr/bin/page-me ended with code 3.' }, { hook: 'webhook', ok: true, detail: '' }] as const
    const it = await open(aState(), { config: { paging }, answer: { testHook: async () => ({ runs }) } })
    expect(screen.getByText('Pages are handed to /usr/bin/page-me. Pages are sent to hooks.example.')).toBeDefined()
    await click('Test hook')
    expect([said(), asked(it, 'testHook')]).toEqual([['The command failed: /usr/bin/page-me ended with code 3.The address took it.'], [[]]])
  })

  it('play the sound of a severity, and say by what', async () => {
    const it = await open()
    expect(screen.getByText('Played by pw-play.')).toBeDefined()
    await click('Hear Critical')
    await click('Hear Unknown')
    expect([said(), asked(it, 'testSound')]).toEqual([['Played to its end.'], [[{ severity: 'critical' }], [{ severity: 'unknown' }]]])
  })

  it('let no second sound begin while one plays', async () => {
    let finish = (): void => undefined
    const it = await open(aState(), { answer: { testSound: () => new Promise((resolve) => { finish = () => { resolve({ heard: true, detail: '' }) } }) } })
    await click('Hear Warning')
    await click('Hear Critical')
    expect(asked(it, 'testSound')).toEqual([[{ severity: 'warning' }]])
    await act(async () => { finish() })
    expect(said()).toEqual(['Played to its end.'])
  })

  it('say why a sound cannot be heard, and look again after each', async () => {
    const muted = 'The sound of this computer is muted.'
    let ability = { able: false, by: 'paplay', detail: muted }
    await open(aState(), { answer: { testSound: async () => ({ heard: false, detail: muted }), soundAble: async () => ability } })
    expect(screen.getByText(`Cannot be heard now: ${muted}`)).toBeDefined()
    ability = { able: true, by: 'aplay', detail: 'Whether it is muted cannot be told here.' }
    await click('Hear Critical')
    expect([said(), screen.getByText(/^Played by /).textContent]).toEqual([[`Not heard: ${muted}`], 'Played by aplay. Whether it is muted cannot be told here.'])
  })

  it('claim nothing where nothing has a name that would play them', async () => {
    await open(aState(), { answer: { soundAble: async () => ({ able: true, by: '', detail: '' }) } })
    expect(screen.getByText('Whether a sound can be heard is not known: nothing says what would play it')).toBeDefined()
    expect(screen.queryByText(/^Played by /)).toBeNull()
  })

  it('say that it is not known whether a sound can be heard when main does not answer', async () => {
    const gone = async (): Promise<never> => { throw new Error('main is gone') }
    await open(aState(), { answer: { testSound: gone, soundAble: gone } })
    expect(screen.getByText('Whether a sound can be heard is not known: main is gone')).toBeDefined()
    await click('Hear Critical')
    expect(said()).toEqual(['Not heard: main is gone'])
  })

  it('pause for an hour, and end it', async () => {
    const it = await open()
    await click('Pause for 1 h')
    await it.next(aState({ meta: { pausedUntil: NOW + 3_600_000 } }))
    expect(screen.getByText(/^Paused until /)).toBeDefined()
    const [, resume] = screen.getAllByRole('button', { name: 'Resume' })
    await act(async () => { fireEvent.click(resume!) })
    expect(asked(it, 'pause')).toEqual([[60], [0]])
  })

  it('mark what the team’s file sets, and leave it alone', async () => {
    const view: ConfigView = { config: defaultConfig(), readOnly: { sources: ['a', 'b'], services: ['s'], environments: [] }, file: '/team/garda.yaml', given: { notifications: ['severities'], thisComputer: [] }, secretNames: [], weakStore: false }
    await open(aState(), { answer: { config: async () => view } })
    expect(screen.getAllByText('Set by the configuration file')).toHaveLength(2)
    expect([screen.getByRole<HTMLInputElement>('checkbox', { name: 'Info' }).disabled, screen.getByLabelText<HTMLInputElement>('Watch this computer').disabled, screen.getByRole<HTMLInputElement>('checkbox', { name: 'Staging' }).disabled]).toEqual([true, true, false])
    expect(screen.getByText('/team/garda.yaml').parentElement?.textContent).toBe('/team/garda.yamlGives 2 sources, 1 service and 0 environments.')
  })

  const keeping = (weakStore: boolean, weakSecrets: boolean): FakeAnswers => ({
    answer: { config: async () => ({ config: { ...defaultConfig(), weakSecrets }, readOnly: { sources: [], services: [], environments: [] }, file: null, secretNames: [], weakStore }) }
  })
  it('take back that secrets are only hidden', async () => {
    const it = await open(aState(), keeping(true, true))
    const toggle = screen.getByLabelText<HTMLInputElement>('Keep secrets only hidden')
    expect(toggle.checked).toBe(true)
    await act(async () => { fireEvent.click(toggle) })
    expect(asked(it, 'saveSettings')).toEqual([[{ weakSecrets: false }]])
  })

  it.each([[true, false, 1], [false, true, 1], [false, false, 0]])('speak of hidden secrets where there is no keychain, or some are kept so (%s, %s)', async (weakStore, weakSecrets, times) => {
    await open(aState(), keeping(weakStore, weakSecrets))
    expect(screen.queryAllByLabelText('Keep secrets only hidden')).toHaveLength(times)
  })

  it('open the demo as it breaks', async () => {
    const it = await open()
    await click('Start at 02:31, as it breaks')
    expect(asked(it, 'demo')).toEqual([[{ open: true, at: '02:31' }]])
  })

  it('say what runs here', async () => {
    await open()
    expect(screen.getByText('/home/somebody/.config/garda')).toBeDefined()
    expect(screen.getByText(/trial runtime \(Electron 25\.1\.1\)/)).toBeDefined()
  })

  const display = (name: string, over: Partial<WallsView['displays'][number]> = {}): WallsView['displays'][number] => ({
    name, native: { width: 1920, height: 1080 }, scale: 1, position: { x: 0, y: 0 }, internal: false, primary: false, wall: null, ...over
  })
  /** A desk with two displays, a wall of the team's file, and as many of one's own as are saved. */
  const aDesk = (own: readonly WallConfig[] = []): { readonly answers: FakeAnswers; readonly kept: () => readonly WallConfig[] } => {
    const team = wallSchema.parse({ name: 'team', display: 'TV' })
    let kept = own
    return {
      kept: () => kept,
      answers: {
        answer: {
          config: async (): Promise<ConfigView> => ({
            config: { ...defaultConfig(), walls: [team, ...kept] }, readOnly: { sources: [], services: [], environments: [], walls: ['team'] }, file: '/garda.yaml', secretNames: [], weakStore: false
          }),
          walls: async () => ({
            displays: [display('Desk', { primary: true }), display('TV', { wall: 'team' })],
            walls: [
              { name: 'team', item: '@team', from: 'file', display: 'TV', waits: null, plain: true },
              ...kept.map(({ name, enabled, display: asked }) => (
                { name, item: `@${name}`, from: 'own' as const, display: null, waits: enabled ? asked === 'TV' ? 'taken' as const : 'gone' as const : 'off' as const, plain: false }
              ))
            ]
          }),
          wall: async (what) => {
            if (what.do === 'save') kept = [...kept.filter(({ name }) => name !== what.was), what.wall]
            if (what.do === 'remove') kept = kept.filter(({ name }) => name !== what.name)
            return { ok: true, reason: '' }
          }
        }
      }
    }
  }

  it('add a wall, put its boards in order, choose its display, and take it away', async () => {
    const desk = aDesk()
    const it = await open(aState(), desk.answers)
    await click('Add a wall')
    await act(async () => { fireEvent.change(screen.getByRole('combobox', { name: 'Add a board' }), { target: { value: 'alerts' } }) })
    await click('Move Alerts up')
    const typed = async (label: string, value: string): Promise<void> => {
      await act(async () => { fireEvent.change(screen.getByLabelText(label), { target: { value } }); fireEvent.blur(screen.getByLabelText(label)) })
    }
    await act(async () => { fireEvent.change(screen.getByLabelText('Display'), { target: { value: 'TV' } }) })
    await typed('Each board for', '1s')
    expect(screen.getByText('This must lie between 5s and 1h.')).toBeTruthy()
    await typed('Each board for', '1m')
    await click('Never', 'radio')
    expect(desk.kept()).toEqual([{ ...wallSchema.parse({ name: 'Wall 2', display: 'TV', boards: ['alerts', 'now'], dwell: '1m', night: 'never' }) }])
    expect(screen.queryAllByRole('button', { name: 'Remove' })).toHaveLength(1)
    await click('Remove')
    expect([desk.kept(), asked(it, 'wall').map(([what]) => (what as { do: string }).do), asked(it, 'saveSettings')]).toEqual([[], ['save', 'save', 'save', 'save', 'save', 'save', 'remove'], []])
  })

  it('show a board for as long as is typed beside it, or as long as the others, and are in the night of a zone', async () => {
    const desk = aDesk([wallSchema.parse({ name: 'office', boards: ['now', 'alerts'] })])
    await open(aState(), desk.answers)
    await click('Edit')
    const typed = async (label: string, value: string): Promise<void> => {
      await act(async () => { fireEvent.change(screen.getByLabelText(label), { target: { value } }); fireEvent.blur(screen.getByLabelText(label)) })
    }
    const [nows, alerts] = ['Now', 'Alerts'].map((name) => `How long ${name} is shown; empty: as long as the others`) as [string, string]
    await typed(nows, '2s')
    expect([screen.getByText('This must lie between 5s and 1h.').textContent, screen.getByLabelText<HTMLInputElement>(alerts).placeholder]).toEqual(['This must lie between 5s and 1h.', '30s'])
    await typed(nows, '2m')
    await typed(alerts, '10s')
    await typed(alerts, '')
    await typed('Zone', 'Nowhere/Land')
    await typed('Zone', 'Europe/Oslo')
    expect(desk.kept()).toEqual([wallSchema.parse({ name: 'office', boards: [{ board: 'now', dwell: '2m' }, 'alerts'], night: { from: '22:00', to: '07:00', zone: 'Europe/Oslo' } })])
    expect(screen.getByText(/30s each/).textContent).toMatch(/^Now \(2m\), Alerts, 30s each\. The first display that is free\./)
    await typed('Zone', '')
    expect(desk.kept()[0]!.night).toEqual({ from: '22:00', to: '07:00' })
  })

  it('choose the environment that a wall watches, however it is written, and keep one that is not there', async () => {
    const chosen = async (environment: string): Promise<string> => {
      await open(aState(), aDesk([wallSchema.parse({ name: 'attic', environment })]).answers)
      await click('Edit')
      const { options, selectedIndex } = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Environment' })
      return `${options[selectedIndex]!.text} of ${options.length}`
    }
    const seen: string[] = []
    for (const environment of ['Production', 'stg', 'attic']) seen.push(await chosen(environment))
    expect(seen).toEqual(['production of 5', 'staging of 5', 'attic of 6'])
  })

  it('say where each wall stands or why it waits, and offer the displays that there are', async () => {
    await open(aState(), aDesk([wallSchema.parse({ name: 'attic', display: 'Beamer' }), wallSchema.parse({ name: 'second', display: 'TV' }), wallSchema.parse({ name: 'off', enabled: false })]).answers)
    expect([...document.querySelectorAll('[class*=place]')].map((e) => e.textContent)).toEqual([
      'Stands on TV. Its own page failed again and again: the plain one is shown.', 'Waits: Beamer is not connected.', 'Waits: another wall stands on TV.', 'Closed.'
    ])
    await act(async () => { fireEvent.click(screen.getAllByRole('button', { name: 'Edit' })[0]!) })
    expect([...screen.getByLabelText<HTMLSelectElement>('Display').options].map((o) => o.text)).toEqual(['The first display that is free', 'Desk, 1920x1080, main', 'TV, 1920x1080', 'Beamer, not connected'])
  })

  it('open, close and move also a wall of the team’s file, which is not changed otherwise', async () => {
    const it = await open(aState(), aDesk().answers)
    await click('team is open', 'switch')
    await act(async () => { fireEvent.change(screen.getByLabelText('Move team to another display'), { target: { value: 'Desk' } }) })
    expect([asked(it, 'wall'), screen.queryAllByRole('button', { name: /Edit|Remove/ })]).toEqual([[[{ do: 'close', name: 'team' }], [{ do: 'move', name: 'team', display: 'Desk' }]], []])
    await act(async () => {
      it.fake.walls({ displays: [display('Desk')], walls: [
        { name: 'team', item: '@team', from: 'file', display: null, waits: 'none-free', plain: false }, { name: 'alerts', item: 'alerts', from: 'run', display: 'Desk', waits: null, plain: false }
      ] })
    })
    expect([...document.querySelectorAll('[class*=place]')].map((e) => e.textContent)).toEqual(['Waits: no display is free beside the main window’s.', 'Stands on Desk.'])
    await click('Alerts is open', 'switch')
    expect(asked(it, 'wall').at(-1)).toEqual([{ do: 'close', name: 'alerts' }])
  })
})
