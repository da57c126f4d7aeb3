// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { sourceSchema } from '@shared/config/schema'
import type { Found, LookResult } from '@shared/contract/commands'
import type { AppState } from '@shared/state/app-state'
import WelcomeScreen from '../../../../src/renderer/features/welcome/WelcomeScreen'
import type { FakeAnswers } from '../../../fakes/fake-bridge'
import { aPanel, aPanelData, aSeries, aService, aSource, aState, NOW } from '../../../builders'
import { stage, type Stage } from '../shell/stage'

const prometheus = sourceSchema.parse({ name: 'prometheus.example', kind: 'prometheus', url: 'https://prometheus.example' })
const peer = sourceSchema.parse({ name: 'am.example', kind: 'alertmanager', urls: ['http://am.example:9093'] })
const service = (name: string, health: 'ok' | 'warning' | 'unknown' = 'ok', environment = 'production') => ({ name, environment, environmentKind: environment, health })
const aFound = (over: Partial<Found> = {}): Found => ({
  source: prometheus, product: 'Prometheus', version: '2.53.0', tookMs: 41, health: 'ok', failure: null, counts: { targets: 4, services: 3 },
  services: [service('checkout'), service('search', 'warning'), service('search', 'ok', 'staging')], known: null, via: '', ...over
})
const two: LookResult = { tookMs: 1_840, failure: null, found: [aFound(), aFound({ source: peer, product: 'Alertmanager', version: '0.27.0', counts: { alerts: 1 }, services: [], via: 'Prometheus' })] }
const down = aFound({ source: peer, product: 'alertmanager', version: '', health: 'error', failure: { code: 'refused', values: { host: 'am.example:9093' } }, counts: {}, services: [], via: 'Prometheus' })

const Overview = () => <h1>the overview</h1>
const Sources = ({ item }: { readonly item: string | null }) => <h1>sources: {item}</h1>
const open = (result: LookResult | null, { state = aState(), answer = {} }: { readonly state?: AppState; readonly answer?: FakeAnswers['answer'] } = {}): Promise<Stage> =>
  stage(state, { overview: Overview, sources: Sources, welcome: WelcomeScreen }, { answers: { config: { welcomed: false }, answer: { ...(result ? { look: async () => result } : {}), ...answer } } })
const asked = (it: Stage, command: string): readonly (readonly unknown[])[] => it.fake.calls.filter((c) => c.command === command).map((c) => c.args)
const paste = async (address: string): Promise<void> => {
  const field = screen.getByLabelText('Address')
  fireEvent.change(field, { target: { value: address } })
  await act(async () => { fireEvent.submit(field.closest('form')!) })
}
const click = async (name: string | RegExp): Promise<void> => { await act(async () => { fireEvent.click(screen.getByRole('button', { name })) }) }
const heading = (): string | null => screen.getByRole('heading', { level: 1 }).textContent

describe('the first run', () => {
  it('begins with the address, and saves nothing of itself', async () => {
    const it = await open(two)
    expect([heading(), document.activeElement?.id]).toEqual(['What should Garda watch?', 'welcome-address'])
    await paste('prometheus.example')
    expect([asked(it, 'look'), asked(it, 'saveSource'), asked(it, 'saveSettings')]).toEqual([[['prometheus.example']], [], []])
  })

  it('shows what was found, from where, and how its services are', async () => {
    await open(two)
    await paste('prometheus.example')
    const panel = screen.getByRole('region', { name: 'Found from this address' })
    expect(within(panel).getAllByRole('switch').map((s) => [s.getAttribute('aria-label'), (s as HTMLInputElement).checked])).toEqual([['Use Prometheus 2.53.0', true], ['Use Alertmanager 0.27.0', true]])
    expect(within(panel).getByText('answered in 41 ms, named by Prometheus')).toBeDefined()
    expect(within(panel).getByText('3 services, 4 targets.')).toBeDefined()
    expect(within(panel).getAllByRole('listitem').map((li) => li.textContent).filter((text) => text.startsWith('search') || text.startsWith('checkout'))).toEqual(['search, Warning', 'checkout, OK', 'search, OK'])
    expect(within(panel).getAllByRole('listitem').map((li) => li.textContent).filter((text) => /PROD|STAGING/.test(text))).toEqual(['PRODProduction2 servicesnotifies', 'STAGINGStaging1 servicenotifies'])
  })

  it('lets what it saw lapse into unknown', async () => {
    const it = await open(two)
    await paste('prometheus.example')
    await it.pass(61_000)
    expect(screen.getAllByRole('listitem').map((li) => li.textContent).filter((text) => /^(search|checkout),/.test(text))).toEqual(['search, Unknown', 'checkout, Unknown', 'search, Unknown'])
  })

  it('starts watching what is switched on, by Ctrl Enter', async () => {
    const it = await open(two)
    await paste('prometheus.example')
    await act(async () => { fireEvent.click(screen.getByRole('switch', { name: 'Use Alertmanager 0.27.0' })) })
    expect(screen.getByRole('button', { name: /^Start watching/ }).textContent).toBe('Start watching 3 servicesCtrl Enter')
    await it.press('Enter', { ctrlKey: true })
    expect([asked(it, 'saveSource'), heading()]).toEqual([[[prometheus, { was: null, secrets: {} }]], 'the overview'])
  })

  it('says why something was not saved, and goes on with the rest when asked again', async () => {
    let refuse = true
    const it = await open(two, { answer: { saveSource: async (source) => (source.kind === 'alertmanager' && refuse ? { ok: false, reason: 'the disk is full' } : { ok: true, reason: '' }) } })
    await paste('prometheus.example')
    await click(/^Start watching/)
    expect([screen.getByRole('alert').textContent, heading()]).toEqual(['Not saved: the disk is full', 'What should Garda watch?'])
    refuse = false
    await click(/^Start watching/)
    expect([asked(it, 'saveSource').map(([source]) => (source as Found['source']).name), heading()]).toEqual([['prometheus.example', 'am.example', 'am.example'], 'the overview'])
  })

  it('leaves off what does not answer, and says why', async () => {
    await open({ ...two, found: [aFound({ known: 'prom-eu-1' }), down] })
    await paste('prometheus.example')
    expect(screen.getAllByRole('switch').map((s) => (s as HTMLInputElement).checked)).toEqual([false])
    expect(screen.getByText('watched already, as prom-eu-1')).toBeDefined()
    expect(screen.getByText(/am\.example:9093 refused the connection/)).toBeDefined()
    expect(screen.getByRole<HTMLButtonElement>('button', { name: /^Start watching/ }).disabled).toBe(true)
  })

  it('says what answers when it is nothing it knows', async () => {
    await open({ tookMs: 20, found: [], failure: null })
    await paste('https://news.example/today')
    expect(screen.getByText('news.example answers, but it is no Prometheus and no Alertmanager. Check the address, above all its port and path.')).toBeDefined()
  })

  it('says why nothing answers, and leads a sign-in into the form', async () => {
    await open({ tookMs: 20, found: [], failure: { code: 'unauthorized', values: {} } })
    await paste('prometheus.example/?g0.expr=up#x')
    expect(screen.getByText('prometheus.example wants a sign-in (401). Check its user, password or token.')).toBeDefined()
    await click('Fill in a sign-in')
    expect(heading()).toBe('sources: +add https://prometheus.example/')
  })

  it.each([
    ['bücher.invalid:9090', { code: 'dns', values: { host: 'xn--bcher-kva.invalid:9090' } }, 'The name bücher.invalid cannot be found.'],
    ['http://[::1]:29090/graph', { code: 'refused', values: { host: '[::1]:29090' } }, '[::1]:29090 refused the connection.']
  ] as const)('names %s once, as it was typed', async (typed, failure, said) => {
    await open({ tookMs: 20, found: [], failure })
    await paste(typed)
    expect(screen.getByText(said)).toBeDefined()
  })

  it.each([
    ['http://me:hunter2@prom.example:9090', 'sources: +add http://prom.example:9090'],
    ['ftp://prom.example', 'sources: +add'],
    ['http://', 'sources: +add']
  ])('%s is refused, and the form offered without user or password', async (typed, place) => {
    await open({ tookMs: 0, found: [], failure: { code: 'settings', values: { detail: 'this is not a web address' } } })
    await paste(typed)
    expect(screen.getByText(/^This is not a web address\./)).toBeDefined()
    const panel = screen.getByText(/^This is not a web address\./).closest('section')!
    await act(async () => { fireEvent.click(within(panel).getByRole('button', { name: 'Add by hand' })) })
    expect(heading()).toBe(place)
  })

  it('says when main itself fails', async () => {
    await open(null, { answer: { look: async () => { throw new Error('main is gone') } } })
    await paste('prometheus.example')
    expect(screen.getByText('main is gone')).toBeDefined()
  })

  it('can wait: later is remembered', async () => {
    const it = await open(two)
    await click('Later')
    expect([asked(it, 'saveSettings'), heading()]).toEqual([[[{ welcomed: true }]], 'the overview'])
  })

  it('opens the demo by Alt D, also as it breaks', async () => {
    const it = await open(two)
    await it.press('d', { altKey: true })
    expect([asked(it, 'demo'), heading()]).toEqual([[[{ open: true, at: null }]], 'the overview'])
    const other = await open(two)
    await click('or start at 02:31, as it breaks')
    expect(asked(other, 'demo')).toEqual([[{ open: true, at: '02:31' }]])
  })

  it('shows a test notification by Alt T, or why it could not', async () => {
    const it = await open(two, { answer: { testNotification: async () => ({ shown: false, detail: 'no notification service runs' }) } })
    await it.press('t', { altKey: true })
    expect([asked(it, 'testNotification'), screen.getByText(/^Not shown/).textContent]).toEqual([[[]], 'Not shown: no notification service runs'])
  })
})

describe('this computer on the first run', () => {
  const state = aState({ sources: [aSource({ id: 'this computer', kind: 'this-computer' })], services: [aService({ name: 'desk', environment: 'local', environmentKind: 'local', seenBy: [{ source: 'this computer', lastSampleAt: null, fresh: true }] })] })
  const panels = ['cpu', 'memory', 'disks', 'network'].map((id) => aPanel({ id }))

  it('shows its four figures with source and age, read from its own graphs', async () => {
    await open(two, { state, answer: {
      panels: async () => ({ panels, failure: null, partial: [], labels: {} }),
      series: async ({ panel, from, to }) => ({ ok: true, panel: aPanel({ id: panel }), data: aPanelData({ panel, from, to, lines: panel === 'network' ? [aSeries([1_000], { from: NOW - 5_000 }), aSeries([48], { from: NOW - 5_000 })] : [aSeries([0.42], { from: NOW - 5_000, name: '/home' })] }) })
    } })
    const section = screen.getByText('This computer is already being watched').closest('section')!
    expect(within(section).getAllByRole('listitem').map((li) => li.textContent)).toEqual(['CPU42%', 'Memory42%', 'Disk /home42%', 'Network1.02KiB/s'])
    expect(section.querySelector('header')?.textContent).toBe('This computer is already being watchedThis computer, 5 s')
  })

  it('draws nothing that was not read', async () => {
    await open(two, { state })
    expect(screen.getByText('Its first figures come in a few seconds.')).toBeDefined()
  })

  it('does not claim a watch that is off', async () => {
    await open(two)
    expect(screen.getByText('This computer is not watched')).toBeDefined()
  })
})
