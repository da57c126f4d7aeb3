// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { defaultConfig, type SourceConfig } from '@shared/config/schema'
import type { AppState } from '@shared/state/app-state'
import { clock, day } from '@shared/text/format'
import SourcesScreen from '../../../../src/renderer/features/sources/SourcesScreen'
import type { FakeAnswers, FakeBridge } from '../../../fakes/fake-bridge'
import { anAlert, aService, aSource, aState, NOW, someAges } from '../../../builders'
import { stage, type Stage } from '../shell/stage'
import { aConfig, KINDS } from './kinds'

const DAY = 86_400_000
const HOSTILE = 'prom\u202e<b>"\u0007'
const dead = aSource({ id: 'prometheus', health: 'error', failure: { code: 'refused', values: { host: 'prometheus.example:9090' } }, failures: 3, failingSince: NOW - 60_000 })
const state = (over: Parameters<typeof aState>[0] = {}): AppState => aState({ sources: [dead, aSource({ id: 'other', name: 'other' })], ages: { prometheus: someAges({ successAt: NOW - 90_000, freshUntil: NOW - 1, nextAt: NOW + 8_000 }) }, ...over })
const open = async (first: AppState, sources: readonly SourceConfig[], { answer = {}, item = null, readOnly = [] as readonly string[] }: { readonly answer?: FakeAnswers['answer']; readonly item?: string | null; readonly readOnly?: readonly string[] } = {}): Promise<Stage> =>
  stage(first, { sources: SourcesScreen }, {
    address: { place: { view: 'sources', item }, theme: null },
    answers: { config: { sources: [...sources] }, answer: {
      kinds: async () => KINDS,
      config: async () => ({ config: { ...defaultConfig(), sources: [...sources] }, readOnly: { sources: readOnly, services: [], environments: [] }, file: readOnly.length ? '/team/garda.yaml' : null, secretNames: [], weakStore: false }),
      ...answer
    } }
  })
const asked = (fake: FakeBridge, command: string) => fake.calls.filter((c) => c.command === command).map((c) => c.args)
const press = async (name: string | RegExp): Promise<void> => { await act(async () => { fireEvent.click(screen.getByRole('button', { name })) }) }
const type = (label: string | RegExp, value: string): void => { fireEvent.change(screen.getByLabelText(label), { target: { value } }) }

describe('the sources', () => {
  it('have trouble first, with the reason in words, and show what is off', async () => {
    await open(state(), [aConfig(), aConfig({ name: 'asleep', enabled: false })])
    const rows = within(screen.getByRole('table')).getAllByRole('row').slice(1).map((r) => within(r).getAllByRole('cell').slice(1, 5).map((c) => c.textContent))
    expect(rows).toEqual([
      ['prometheusprometheus.example:9090prometheus refused the connection at prometheus.example:9090.', 'No answer', '1 min', 'in 8 s'],
      ['otherPrometheus, prometheus.example:9090', 'Fresh', '5 s', 'in 10 s'],
      ['asleepPrometheus, prometheus.example:9090', 'Off', '–', '–']
    ])
  })

  it('count down and grow old by themselves', async () => {
    const it = await open(state(), [aConfig()], { item: 'prometheus' })
    expect(screen.getByText(/Tried 3 times, next in 8 s/)).toBeDefined()
    await it.pass(3_000)
    expect(screen.getByText(/Tried 3 times, next in 5 s/)).toBeDefined()
    await it.pass(60_000)
    expect(within(screen.getByRole('table')).getAllByRole('row').slice(1).map((r) => within(r).getAllByRole('cell')[2]!.textContent)).toEqual(['No answer', 'Stale'])
  })

  it('show names from outside as plain text', async () => {
    await open(aState({ sources: [aSource({ id: 'x', name: HOSTILE })] }), [])
    expect(screen.getByRole('button', { name: 'prom<b>"' })).toBeDefined()
  })

  it('are asked at once, tested as they are, and opened by keys', async () => {
    const it = await open(state(), [aConfig()])
    await it.press('j')
    expect(document.activeElement?.textContent).toBe('prometheus')
    await act(async () => { fireEvent.click(document.activeElement!) })
    await it.press('r')
    expect(asked(it.fake, 'pollNow')).toEqual([['prometheus']])
    await it.press('t')
    expect(asked(it.fake, 'testSource')).toEqual([[aConfig(), { was: 'prometheus', secrets: {} }]])
    expect(screen.getByText(/Prometheus 2\.53\.0 answered\./).textContent).toBe('Prometheus 2.53.0 answered. Took 12 ms.')
    await it.press('Escape')
    expect(screen.queryByText('Ask now')).toBeNull()
  })

  it('go only after the effect was said, with the narrower choice first', async () => {
    const it = await open(state({ services: [aService({ seenBy: [{ source: 'prometheus', lastSampleAt: null, fresh: true }] })], alerts: [anAlert({ sources: ['prometheus'] })] }), [aConfig()], { item: 'prometheus' })
    await press('Remove…')
    const dialog = screen.getByRole('dialog')
    expect(within(dialog).getByText(/1 service and 1 alert that only it tells will no longer be watched/)).toBeDefined()
    expect(within(dialog).getAllByRole('button').map((b) => b.textContent).filter(Boolean)).toEqual(['Switch it off instead', 'Remove prometheus', 'Cancel'])
    expect(asked(it.fake, 'removeSource')).toEqual([])
    await press('Remove prometheus')
    expect(asked(it.fake, 'removeSource')).toEqual([['prometheus']])
  })

  it('are signed in at in a window where they want it, say until when that holds, and are signed out', async () => {
    const endsAt = NOW + 3_600_000
    const wanted = aSource({ id: 'prometheus', health: 'auth', failure: { code: 'sign-in-needed', values: { host: 'id.example' } } })
    let signedIn = false
    const it = await open(aState({ sources: [wanted] }), [aConfig()], { item: 'prometheus', answer: { signIn: async () => { signedIn = true; return { ok: true, reason: '' } }, signedIn: async () => ({ signedIn, endsAt: signedIn ? endsAt : null }) } })
    await press('Sign in…')
    await act(async () => { it.fake.next(aState({ sources: [aSource({ id: 'prometheus' })] }), NOW) })
    expect([asked(it.fake, 'signIn'), screen.getByText(/^Signed in until/).textContent, screen.queryByRole('button', { name: 'Sign in…' })])
      .toEqual([[['prometheus']], `Signed in until ${day(endsAt, 'local')} ${clock(endsAt, 'local')}. Signed in: prometheus answers.`, null])
    await press('Sign out')
    expect([asked(it.fake, 'signOut'), screen.queryByRole('button', { name: 'Sign out' }), screen.getByText('Signed out. The cookies of prometheus are forgotten.').tagName]).toEqual([[['prometheus']], null, 'P'])
  })

  it('say before a sign-in that a window may not show a client certificate from a file', async () => {
    const wanted = aSource({ id: 'prometheus', health: 'auth', failure: { code: 'sign-in-needed', values: { host: 'id.example' } } })
    const note = 'The client certificate of prometheus is a file: the window shows it only where this computer’s own store has it, too.'
    const notes = async (tls: SourceConfig['tls']): Promise<number> => {
      await open(aState({ sources: [wanted] }), [aConfig(tls ? { tls } : {})], { item: 'prometheus', answer: { signedIn: async () => ({ signedIn: false, endsAt: null }) } })
      await screen.findByRole('button', { name: 'Sign in…' })
      const count = screen.queryAllByText(note).length
      cleanup()
      return count
    }
    expect([await notes({ ca: '/ca.pem', cert: '/me.pem', key: '/me.key' }), await notes({ ca: '/ca.pem' }), await notes(undefined)]).toEqual([1, 0, 0])
  })

  it('can be switched off instead, and main’s refusal is said', async () => {
    const it = await open(state(), [aConfig()], { item: 'prometheus', answer: { saveSource: async () => ({ ok: false, reason: 'the disk is full' }) } })
    await press('Remove…')
    await press('Switch it off instead')
    expect([asked(it.fake, 'saveSource'), asked(it.fake, 'removeSource')]).toEqual([[[aConfig({ enabled: false }), { was: 'prometheus', secrets: {} }]], []])
    expect(screen.getByRole('alert').textContent).toBe('Not done: the disk is full')
  })

  it('say when a certificate ends soon, and stay fresh', async () => {
    const ends = (id: string, days: number) => aSource({ id, certificate: { host: `${id}.example`, endsAt: NOW + days * DAY } })
    const it = await open(aState({ sources: [ends('far', 15), ends('near', 13.5), ends('over', -1)] }), [], { item: 'near' })
    const rows = (): readonly (readonly (string | null)[])[] => within(screen.getByRole('table')).getAllByRole('row').slice(1).map((r) => within(r).getAllByRole('cell').slice(1, 3).map((c) => c.textContent))
    const at = (days: number): string => `${day(NOW + days * DAY, 'local')} ${clock(NOW + days * DAY, 'local')}`
    const words = `The certificate of near.example ends in 13 d 12 h, on ${at(13.5)}. Whoever runs it must renew it before: from then on nothing it says can be read. Garda sees a renewed one when it next connects anew.`
    expect(rows()).toEqual([
      ['farPrometheus, prometheus.example:9090', 'Fresh'], [`nearPrometheus, prometheus.example:9090${words}`, 'Fresh'],
      [`overPrometheus, prometheus.example:9090The certificate of over.example ended on ${at(-1)}. As soon as Garda connects anew, nothing it says can be read; whoever runs it must renew it.`, 'Fresh']
    ])
    expect(screen.getAllByText(words)).toHaveLength(2)
    await it.next(aState({ sources: [aSource({ id: 'near', certificate: { host: 'near.example', endsAt: NOW + 90 * DAY } })] }))
    expect(rows()).toEqual([['nearPrometheus, prometheus.example:9090', 'Fresh']])
  })

  it('say in the row and in the detail that the watchdog is missing', async () => {
    const words = 'The alerting pipeline is broken: Watchdog, which must always fire, has been missing here for 2 min. Other alerts may be missing as well.'
    await open(aState({ sources: [aSource({ watchdog: { name: 'Watchdog', seenAt: NOW - 9_000_000, missingSince: NOW - 120_000 } })] }), [aConfig()], { item: 'prometheus' })
    expect(screen.getAllByText(words).map((e) => e.closest('[role=row], section, p')?.getAttribute('data-trouble'))).toEqual(['true', null])
    expect(screen.getByText('Watchdog, missing')).toBeDefined()
  })

  it('from a file say which, and cannot be changed', async () => {
    await open(state(), [aConfig()], { item: 'prometheus', readOnly: ['prometheus'] })
    expect(screen.getByText('It comes from /team/garda.yaml and is changed there.')).toBeDefined()
    expect(['Edit', 'Switch off', 'Remove…'].map((name) => screen.queryByRole('button', { name: new RegExp(`^${name}`) }))).toEqual([null, null, null])
  })

  it('offer what they lead to, added by one press', async () => {
    const offering = aSource({ offers: [{ kind: 'alertmanager', url: 'http://am-1.example:9093', detail: '' }, { kind: 'alertmanager', url: 'http://am-2.example:9093', detail: '' }] })
    const it = await open(aState({ sources: [offering] }), [aConfig()], { item: 'prometheus' })
    expect(screen.getByText('This Prometheus sends its alerts to 2 Alertmanager peers at am-1.example:9093, am-2.example:9093, which nobody watches yet.')).toBeDefined()
    await press('Add')
    expect(asked(it.fake, 'saveSource')).toEqual([[aConfig({ name: 'am-1.example', kind: 'alertmanager', url: undefined, urls: ['http://am-1.example:9093', 'http://am-2.example:9093'] }), { was: null, secrets: {} }]])
  })
})

describe('the form of a source', () => {
  it('draws every field its kind declares', async () => {
    await open(state(), [], { item: '+add' })
    type('Kind', 'lantern')
    expect([
      screen.getByLabelText<HTMLInputElement>('wick').value, screen.getByLabelText<HTMLInputElement>('oil').value, screen.getByLabelText<HTMLInputElement>('lit').checked,
      screen.getByLabelText<HTMLSelectElement>('glass').value, screen.getByLabelText<HTMLTextAreaElement>('rooms').value
    ]).toEqual(['short', '3', false, 'clear', ''])
  })

  it('refuses with the reason beside the field, and asks main for nothing', async () => {
    const it = await open(state(), [], { item: '+add' })
    type('Name', 'OTHER')
    type('Ask every', 'soon')
    await press(/^Save/)
    const said = (label: string): string => screen.getByLabelText(label).closest('.mantine-InputWrapper-root')?.querySelector('.mantine-InputWrapper-error')?.textContent ?? ''
    expect([said('Name'), said('Address'), said('Ask every')]).toEqual(['This is the name of another source.', '', 'This "soon" is not a duration such as 15s, 2m or 1h.'])
    type('Ask every', '30s')
    type('Name', 'new')
    expect([said('Name'), said('Address'), said('Ask every')]).toEqual(['', 'This is needed by the kind prometheus.', ''])
    expect([asked(it.fake, 'saveSource'), asked(it.fake, 'testSource')]).toEqual([[], []])
  })

  it('tests and saves with secrets beside the source, typed into password fields', async () => {
    const it = await open(state(), [], { item: '+add https://prom.example/p', answer: { testSource: async () => ({ health: 'auth', failure: { code: 'unauthorized', values: {} }, product: '', tookMs: 41.4, counts: {} }) } })
    expect([screen.getByLabelText<HTMLInputElement>('Address').value, screen.getByLabelText<HTMLInputElement>('Name').value]).toEqual(['https://prom.example/p', 'prom.example'])
    type('User', 'garda')
    const password = screen.getByLabelText<HTMLInputElement>('Password')
    expect(password.type).toBe('password')
    type('Password', 'hunter2')
    const expected = [aConfig({ name: 'prom.example', url: 'https://prom.example/p', auth: { type: 'basic', username: 'garda', password: { secret: 'prom.example password' } } }), { was: null, secrets: { 'prom.example password': 'hunter2' } }]
    await press(/^Test/)
    expect(asked(it.fake, 'testSource')).toEqual([expected])
    expect(screen.getByText(/wants a sign-in/).textContent).toBe('prom.example wants a sign-in (401). Check its user, password or token. Edit it and give a user and password, or a token. Took 41 ms.')
    await it.press('Enter', { ctrlKey: true })
    expect(asked(it.fake, 'saveSource')).toEqual([expected])
  })

  it('without a keychain offers a variable first, and lets nobody type a secret before they agree', async () => {
    let agreed = false
    const it = await open(state(), [], { item: '+add https://prom.example', answer: {
      config: async () => ({ config: { ...defaultConfig(), weakSecrets: agreed }, readOnly: { sources: [], services: [], environments: [] }, file: null, secretNames: [], weakStore: true }),
      saveSettings: async () => { agreed = true; return { ok: true, reason: '' } }
    } })
    const homes = within(screen.getByRole('group', { name: 'Where is it: Password' })).getAllByRole<HTMLInputElement>('radio')
    expect(homes.map((h) => [h.parentElement?.textContent, h.checked])).toEqual([['Variable', true], ['File', false], ['This computer', false]])
    expect(screen.getByLabelText('Password: name of the environment variable')).toBeDefined()
    await act(async () => { fireEvent.click(homes[2]!) })
    const warning = screen.getByRole('group', { name: 'This computer has no keychain' })
    expect([within(warning).getByText(/every program you run can read it/).tagName, screen.queryByLabelText('Password', { selector: 'input' }), asked(it.fake, 'saveSettings')]).toEqual(['P', null, []])
    await press('Keep secrets hidden all the same')
    expect(asked(it.fake, 'saveSettings')).toEqual([[{ weakSecrets: true }]])
    type('User', 'garda')
    type('Password', 'hunter2')
    await press(/^Save/)
    expect(asked(it.fake, 'saveSource').map(([, beside]) => beside)).toEqual([{ was: null, secrets: { 'prom.example password': 'hunter2' } }])
  })

  it('says why main does not let it agree', async () => {
    await open(state(), [], { item: '+add https://prom.example', answer: {
      config: async () => ({ config: defaultConfig(), readOnly: { sources: [], services: [], environments: [] }, file: null, secretNames: [], weakStore: true }),
      saveSettings: async () => ({ ok: false, reason: 'the disk is full' })
    } })
    await act(async () => { fireEvent.click(screen.getByLabelText('This computer')) })
    await press('Keep secrets hidden all the same')
    expect(screen.getByRole('alert').textContent).toBe('Not done: the disk is full')
    expect(screen.queryByLabelText('Password', { selector: 'input' })).toBeNull()
  })

  it('never shows a stored secret, and keeps it', async () => {
    const source = aConfig({ auth: { type: 'bearer', token: { secret: 'prometheus token' } } })
    const it = await open(state(), [source], { item: 'prometheus' })
    await press(/^Edit/)
    expect(screen.getByLabelText<HTMLInputElement>('Token', { selector: 'input[type=password]' }).value).toBe('')
    await press(/^Save/)
    expect(asked(it.fake, 'saveSource')).toEqual([[source, { was: 'prometheus', secrets: {} }]])
  })

  it('says why main refuses, and stays', async () => {
    const it = await open(state(), [aConfig()], { item: 'prometheus', answer: { saveSource: async () => ({ ok: false, reason: 'the keychain is locked' }) } })
    await press(/^Edit/)
    type('Name', 'renamed')
    await it.press('Enter', { ctrlKey: true })
    expect(screen.getByRole('alert').textContent).toBe('Not saved: the keychain is locked')
    expect(asked(it.fake, 'saveSource')).toEqual([[aConfig({ name: 'renamed' }), { was: 'prometheus', secrets: {} }]])
  })

  it('asks before it throws away what was typed', async () => {
    const it = await open(state(), [], { item: '+add' })
    type('Name', 'half')
    await it.press('Escape')
    expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('half')
    await press('Discard')
    expect(screen.queryByLabelText('Name')).toBeNull()
  })
})
