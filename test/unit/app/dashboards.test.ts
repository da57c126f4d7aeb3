import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { grafanaAddress } from '@shared/grafana/address'
import { nodeDashboards } from '../../../src/main/adapters/node-dashboards'
import { createDashboards, forgetfulDashboards, type ChosenFile, type DashboardCommands } from '../../../src/main/app/dashboards'
import { demoDashboards } from '../../../src/main/app/demo-dashboard'
import type { Dashboards } from '../../../src/main/ports/dashboards'
import { SourceFailure } from '../../../src/main/ports/failure'
import type { Connection } from '../../../src/main/ports/http'
import { NOW } from '../../builders'
import { fakeClock } from '../../fakes/fake-clock'
import { fakeHttp, type FakeAnswer } from '../../fakes/fake-http'
import { fakeSecrets } from '../../fakes/fake-secrets'

let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'garda-dashboards-')) })
afterEach(() => { rmSync(folder, { recursive: true, force: true }) })

const PANELS = [{ type: 'stat', title: 'Up', targets: [{ expr: 'up' }] }, { type: 'logs', title: 'Logs' }]
const BOARD = { title: 'Shop / one', tags: ['a'], schemaVersion: 39, time: { from: 'now-6h', to: 'now' }, panels: PANELS, kept: { as: ['it', 'came'] } }

interface Started extends DashboardCommands { readonly opened: readonly Connection[]; readonly asked: () => readonly string[]; readonly secrets: ReturnType<typeof fakeSecrets> }
const start = (kept: Dashboards, routes: Readonly<Record<string, FakeAnswer>> = {}, chosen: ChosenFile = null, forgets = true): Started => {
  const http = fakeHttp(routes)
  const opened: Connection[] = []
  const secrets = fakeSecrets()
  const open = (_id: string, connection: Connection) => { opened.push(connection); return { ...http, close: () => undefined } }
  const commands = createDashboards({ kept, secrets, clock: fakeClock(NOW), http: { open }, chooseFile: () => Promise.resolve(chosen), forgets: () => forgets })
  return { ...commands, opened, asked: () => http.calls.map((c) => c.url), secrets }
}

describe('dashboards on the disk', () => {
  test('are kept whole, one file each, readable by their person only', async () => {
    const kept = nodeDashboards(join(folder, 'dashboards'))
    const { importDashboard, dashboard, dashboards } = start(kept)
    expect(await dashboards()).toEqual({ list: [], damaged: [] })
    expect(await importDashboard({ text: JSON.stringify(BOARD), origin: 'shop.json' })).toEqual({ ok: true, id: 'shop-one' })
    expect(await importDashboard({ text: JSON.stringify(BOARD), origin: '' })).toEqual({ ok: true, id: 'shop-one-2' })
    const brief = { title: 'Shop / one', tags: ['a'], panels: 2, unshown: 1, importedAt: NOW, lookbackMs: 21_600_000, demo: false }
    expect(await dashboards()).toEqual({ list: [{ ...brief, id: 'shop-one', origin: 'shop.json' }, { ...brief, id: 'shop-one-2', origin: '' }], damaged: [] })
    expect(await dashboard({ id: 'shop-one' })).toEqual({ ok: true, brief: { ...brief, id: 'shop-one', origin: 'shop.json' }, json: JSON.stringify(BOARD) })
    expect([readdirSync(join(folder, 'dashboards')).sort(), statSync(join(folder, 'dashboards', 'shop-one.json')).mode & 0o777, JSON.parse(readFileSync(join(folder, 'dashboards', 'shop-one.json'), 'utf8'))])
      .toEqual([['shop-one-2.json', 'shop-one.json'], 0o600, { version: 1, origin: 'shop.json', importedAt: NOW, dashboard: BOARD }])
  })

  test('of one id of Grafana’s the newest stays', async () => {
    const { importDashboard, dashboards } = start(nodeDashboards(folder))
    for (const title of ['old', 'new']) expect(await importDashboard({ text: JSON.stringify({ ...BOARD, title, uid: 'AbC_1' }), origin: '' })).toEqual({ ok: true, id: 'abc-1' })
    expect((await dashboards()).list.map((b) => b.title)).toEqual(['new'])
  })

  test('that are damaged are named, and no path leads out of their folder', async () => {
    writeFileSync(join(folder, 'bad.json'), '{')
    writeFileSync(join(folder, 'odd.json'), JSON.stringify({ version: 1, origin: '', importedAt: 1, dashboard: { panels: 'x' } }))
    writeFileSync(join(folder, 'Other.txt'), 'x')
    const { dashboards, dashboard, removeDashboard } = start(nodeDashboards(folder))
    expect(await dashboards()).toEqual({ list: [], damaged: [{ file: 'bad.json', reason: 'It is not as Garda wrote it.' }, { file: 'odd.json', reason: 'panels: array was expected.' }] })
    expect([await dashboard({ id: '../secrets' }), await dashboard({ id: 'none' }), await removeDashboard({ id: '../../etc' }), await removeDashboard({ id: 'bad' }), readdirSync(folder).sort()]).toEqual([
      { ok: false, reason: 'This dashboard is not kept here any more.' }, { ok: false, reason: 'This dashboard is not kept here any more.' }, { ok: true, reason: '' }, { ok: true, reason: '' }, ['Other.txt', 'odd.json']
    ])
    await expect(nodeDashboards(folder).write('../x', '')).rejects.toThrow('not a dashboard')
  })

  test('that cannot be written say why', async () => {
    writeFileSync(join(folder, 'file'), '')
    expect(await start(nodeDashboards(join(folder, 'file', 'in'))).importDashboard({ text: JSON.stringify({ ...BOARD, uid: 'x' }), origin: '' })).toEqual({ ok: false, reason: expect.stringMatching(/^It could not be kept: .*ENOTDIR/) as unknown })
  })

  test('out of a file that a person chose, or none', async () => {
    const file = (chosen: ChosenFile) => start(forgetfulDashboards(), {}, chosen).importDashboardFile()
    expect([await file(null), await file({ name: 'x.json', text: '{' }), await file({ name: 'x.json', text: null, reason: 'EACCES' }), await file({ name: 'x.json', text: JSON.stringify(BOARD) })])
      .toEqual([{ ok: true, id: '' }, { ok: false, reason: expect.stringMatching(/^This is not JSON/) as unknown }, { ok: false, reason: 'EACCES' }, { ok: true, id: 'shop-one' }])
  })
})

describe('a Grafana', () => {
  const at = 'https://grafana.example/g'
  test('is asked with the token that is kept for its origin alone', async () => {
    const routes = { 'GET /g/api/search': { json: [{ uid: 'u1', title: 'Shop', folderTitle: 'Web', more: 1 }, { uid: 'u2', title: 'Ops' }] }, 'GET /g/api/dashboards/uid/u1': { json: { meta: {}, dashboard: { ...BOARD, uid: 'u1' } } } }
    const grafana = start(forgetfulDashboards(), routes)
    expect(await grafana.grafanaDashboards({ address: `${at}/dashboards`, token: 'secret', search: 'a b' })).toEqual({ ok: true, hits: [{ uid: 'u1', title: 'Shop', folder: 'Web' }, { uid: 'u2', title: 'Ops', folder: '' }] })
    expect(await grafana.importFromGrafana({ address: at, token: null, uid: 'u1' })).toEqual({ ok: true, id: 'u1' })
    expect(await grafana.importFromGrafana({ address: `${at}/d/u1/shop?orgId=1`, token: null, uid: null })).toEqual({ ok: true, id: 'u1' })
    expect(await grafana.grafanaDashboards({ address: 'http://grafana.example/g', token: null, search: '' })).toMatchObject({ ok: true })
    expect([grafana.asked(), grafana.opened.map((c) => c.auth), [...grafana.secrets.values], (await grafana.dashboard({ id: 'u1' }))]).toEqual([
      [`${at}/api/search?type=dash-db&limit=500&query=a%20b`, `${at}/api/dashboards/uid/u1`, `${at}/api/dashboards/uid/u1`, 'http://grafana.example/g/api/search?type=dash-db&limit=500&query='],
      [...Array.from({ length: 3 }, () => ({ type: 'bearer', token: { secret: 'grafana https://grafana.example' } })), { type: 'none' }],
      [['grafana https://grafana.example', 'secret']],
      { ok: true, brief: { id: 'u1', title: 'Shop / one', tags: ['a'], panels: 2, unshown: 1, origin: `${at}/d/u1`, importedAt: NOW, lookbackMs: 21_600_000, demo: false }, json: JSON.stringify({ ...BOARD, uid: 'u1' }) }
    ])
  })

  test('that refuses, sends something else or cannot be reached says so', async () => {
    const say = async (answer: FakeAnswer): Promise<string> => {
      const done = await start(forgetfulDashboards(), { 'GET /api/dashboards/uid/x': answer }).importFromGrafana({ address: 'https://g.example', token: null, uid: 'x' })
      return done.ok ? 'ok' : done.reason
    }
    const said = [await say({ status: 401 }), await say({ status: 404 }), await say({ body: '<html>' }), await say(new SourceFailure('refused', { host: 'g.example' })), await say({ json: { dashboard: { title: 'x' } } })]
    expect(said.map((text) => text.length > 0 && text !== 'ok')).toEqual([true, true, true, true, true])
    expect(said[4]).toBe('This is no dashboard: it has neither panels nor rows.')
    const grafana = start(forgetfulDashboards())
    expect([await grafana.importFromGrafana({ address: 'ftp://x', token: null, uid: 'x' }), await grafana.importFromGrafana({ address: 'https://g.example', token: null, uid: null })])
      .toEqual([{ ok: false, reason: 'This is no web address of a Grafana. It begins with https:// or http:// and holds no password.' }, { ok: false, reason: 'The address names no dashboard. Choose one of the list.' }])
    grafana.secrets.writable = 'weak'
    expect(await grafana.grafanaDashboards({ address: 'https://g.example', token: 't', search: '' })).toEqual({ ok: false, reason: 'the store is weak' })
  })

  test('an address names it, and often a dashboard', () => {
    expect(['https://g.example', 'https://g.example/sub/d/abc-_1/name?x=1', 'http://g.example:3000/dashboards/f/x', 'https://g.example/api/dashboards/uid/u', 'https://u:p@g.example', 'javascript:x', 'g.example'].map(grafanaAddress)).toEqual([
      { base: 'https://g.example', uid: null }, { base: 'https://g.example/sub', uid: 'abc-_1' }, { base: 'http://g.example:3000', uid: null }, { base: 'https://g.example', uid: 'u' }, null, null, null
    ])
  })
})

test('the demo has a dashboard of its own, and says that it is one', async () => {
  const { list, damaged } = await start(demoDashboards(NOW)).dashboards()
  expect([list.map(({ title, panels, unshown, demo }) => [title, panels, unshown, demo]), damaged]).toEqual([[['Article pages (demo)', 8, 1, true]], []])
})

describe('the token of a Grafana', () => {
  const BASE = 'https://grafana.example/g'
  const routes = Object.fromEntries(['u1', 'u2'].map((uid) => [`/g/api/dashboards/uid/${uid}`, { json: { dashboard: { ...BOARD, title: uid, uid } } }]))
  const filled = async (forgets: boolean): Promise<Started> => {
    const it = start(forgetfulDashboards(), routes, null, forgets)
    it.secrets.values.set('prom token', 'p').set('grafana https://other.example', 'o')
    for (const uid of ['u1', 'u2']) expect(await it.importFromGrafana({ address: BASE, token: 'secret', uid })).toEqual({ ok: true, id: uid })
    return it
  }

  test('goes with the last dashboard that came from there, and so does one from which none came; others stay', async () => {
    const it = await filled(true)
    expect([await it.removeDashboard({ id: 'u1' }), [...it.secrets.values.keys()]]).toEqual([{ ok: true, reason: '' }, ['prom token', 'grafana https://grafana.example']])
    expect([await it.removeDashboard({ id: 'u2' }), [...it.secrets.values.keys()]]).toEqual([{ ok: true, reason: '' }, ['prom token']])
  })

  test('stays in the demo, whose keychain is the person’s, and where a file cannot be read', async () => {
    const it = await filled(false)
    await it.removeDashboard({ id: 'u1' })
    await it.removeDashboard({ id: 'u2' })
    expect(it.secrets.values.size).toBe(3)
    writeFileSync(join(folder, 'bad.json'), '{')
    const unsure = start(nodeDashboards(folder))
    unsure.secrets.values.set('grafana https://grafana.example', 'secret')
    expect([await unsure.removeDashboard({ id: 'none' }), unsure.secrets.values.size]).toEqual([{ ok: true, reason: '' }, 1])
  })

  test('that the keychain keeps is told; the dashboard is gone all the same', async () => {
    const it = await filled(true)
    it.secrets.remove = () => Promise.reject(new Error('the keychain is locked'))
    expect([await it.removeDashboard({ id: 'u1' }), (await it.dashboards()).list.map((b) => b.id)]).toEqual([{ ok: true, reason: 'Its token could not be taken out of the keychain: the keychain is locked' }, ['u2']])
  })
})
