import { describe, expect, it } from 'vitest'
import { readOptions } from '@shared/config/fields'
import { isMessageKey } from '@shared/text/catalogue'
import { aDisk, fakeMachine, someFacts } from '../../../fakes/fake-machine'
import { fakeHttp } from '../../../fakes/fake-http'
import type { SourceContext, SourceInstance } from '../../../../src/main/ports/source-kind'
import { thisComputer } from '../../../../src/main/sources/this-computer'

const START = Date.UTC(2025, 10, 13, 12)
const instance = (options: Record<string, unknown> = {}): SourceInstance => {
  const read = readOptions(thisComputer.manifest.fields, options)
  if (!read.ok) throw new Error(read.reason)
  return { id: 'this-computer', name: 'this computer', urls: [], options: read.values, timeoutMs: 10_000 }
}
const set = () => {
  const machine = fakeMachine(someFacts({ at: START }))
  const ctx: SourceContext = { http: fakeHttp(), machine, now: () => (machine.next instanceof Error ? START : machine.next.at), signal: new AbortController().signal, memory: new Map() }
  const poll = (over: Parameters<typeof someFacts>[0]) => { machine.next = someFacts(over); return thisComputer.poll(instance(), ctx) }
  return { machine, ctx, poll }
}
const desk = { name: 'desk', labels: { env: 'local', service: 'desk' } }

describe('this computer as a source', () => {
  it('is one service named after the host, without made-up errors or latency', async () => {
    const { poll } = set()
    const snapshot = await poll({ at: START })
    const brief = snapshot.services!.map((s) => ({ ...s, signals: Object.fromEntries(Object.entries(s.signals).map(([k, r]) => [k, [r.value, r.unit, r.trend.values.length]])) }))
    expect({ ...snapshot, services: brief }).toEqual({
      product: { name: 'Debian GNU/Linux 12', version: '' }, serverTime: null, alerts: [], silences: null, changes: null, onCall: null, externalLabels: null, offers: [], warnings: [],
      counts: { cores: 4, disks: 1, networks: 1 },
      services: [{ ...desk, fresh: true, lastSampleAt: START, targets: null, about: { version: 'Debian GNU/Linux 12' }, signals: { traffic: [1500, 'bytes-per-second', 61], saturation: [0.12, 'ratio', 61] } }]
    })
  })

  it('gives no signal for what the system does not tell', async () => {
    const { poll } = set()
    expect((await poll({ at: START, cpu: null, network: null })).services![0]!.signals).toEqual({})
  })

  it('tells a signal as soon as there is one', async () => {
    const { poll } = set()
    await poll({ at: START, network: [{ name: 'eth0', rx: null, tx: null, up: true }] })
    expect((await poll({ at: START + 1_000 })).services![0]!.signals.traffic!.value).toBe(1_500)
  })

  it('gives the very snapshot of last time while there is nothing new to say', async () => {
    const { poll } = set()
    const first = await poll({ at: START })
    expect(await poll({ at: START + 5_000, cpu: 0.5 })).toBe(first)
    expect(await poll({ at: START + 15_000, cpu: 0.5 })).not.toBe(first)
  })

  it('tells a full disk at once, and keeps it while the disk does not answer', async () => {
    const { poll } = set()
    await poll({ at: START })
    const full = await poll({ at: START + 5_000, disks: [aDisk({ mount: '/home', full: 0.97 })] })
    expect(full.alerts!.filter((a) => a.state === 'firing').map((a) => [a.labels['alertname'], a.labels['mount'], a.labels['severity'], a.annotations['summary']])).toEqual([['DiskFull', '/home', 'critical', '/home is 97 % full, 3\u202fGiB left.']])
    const silent = await poll({ at: START + 10_000, disks: [aDisk({ mount: '/home', space: null })] })
    expect(silent.alerts).toBe(full.alerts)
    const blind = await poll({ at: START + 15_000, disks: null })
    expect(blind.alerts).toBe(full.alerts)
    const well = await poll({ at: START + 20_000, disks: [aDisk({ mount: '/home', full: 0.5 })] })
    expect(well.alerts).toEqual([])
  })

  it('fails in words when the machine cannot be read', async () => {
    const { ctx, machine } = set()
    machine.next = new Error('no /proc')
    await expect(thisComputer.poll(instance(), ctx)).rejects.toMatchObject({ code: 'internal', values: { detail: 'no /proc' } })
  })

  it('refuses limits that contradict each other', async () => {
    const { ctx } = set()
    await expect(thisComputer.poll(instance({ diskWarning: 95, diskCritical: 90 }), ctx)).rejects.toMatchObject({ code: 'settings' })
  })

  it('draws what it has samples for, and holes where nobody watched', async () => {
    const { ctx, poll } = set()
    for (let i = 0; i < 10; i++) await poll({ at: START + i * 5_000, cpu: i / 10, swap: { total: 0, used: 0 } })
    for (let i = 0; i < 10; i++) await poll({ at: START + 600_000 + i * 5_000, cpu: 0.5, swap: { total: 0, used: 0 } })
    const panels = await thisComputer.panels!(instance(), desk, ctx)
    expect(panels.map((p) => [p.id, p.title, p.unit, p.limits.map((l) => (l.inclusive ? `from ${l.label}` : l.label))])).toEqual([
      ['cpu', 'CPU', 'ratio', []], ['memory', 'Memory', 'ratio', ['limit 95\u202f%']], ['disks', 'Disks', 'ratio', ['from limit 90\u202f%', 'from limit 95\u202f%']],
      ['network', 'Network', 'bytes-per-second', []], ['load', 'Load', 'none', ['from limit 2']], ['uptime', 'Uptime', 'seconds', []]
    ])
    const data = await thisComputer.series!(instance(), desk, { service: 'local/desk', panel: 'cpu', from: START, to: START + 700_000, width: 400 }, ctx)
    const line = data.lines[0]!
    expect([line.name, line.t.length, line.v.filter((v) => Number.isNaN(v)).length]).toEqual(['CPU', 21, 1])
    expect(Number.isNaN(line.v[10]!)).toBe(true)
  })

  it('has no graphs for a service that is not this computer', async () => {
    const { ctx, poll } = set()
    await poll({ at: START })
    expect(await thisComputer.panels!(instance(), { name: 'other', labels: {} }, ctx)).toEqual([])
  })

  it('draws the graph behind an alert, of its own disk only', async () => {
    const { ctx, poll } = set()
    await poll({ at: START, disks: [aDisk(), aDisk({ mount: '/home', full: 0.97 })] })
    const { panel, data } = await thisComputer.expression!(instance(), { expression: 'disk_used_ratio >= 0.95', labels: { alertname: 'DiskFull', mount: '/home' }, from: START - 60_000, to: START, width: 400 }, ctx)
    expect([panel.id, data.lines.map((l) => [l.name, [...l.v]])]).toEqual(['disks', [['/home', [0.97]]]])
    await expect(thisComputer.expression!(instance(), { expression: 'x', labels: { alertname: 'Nothing' }, from: 0, to: START, width: 400 }, ctx)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('names every field in the catalogue', () => {
    for (const field of thisComputer.manifest.fields) expect([isMessageKey(field.label), isMessageKey(`${field.label}.help`)]).toEqual([true, true])
  })
})
