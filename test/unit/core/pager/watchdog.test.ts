import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labelsOf } from '@shared/domain/labels'
import { missing, seenWatchdogs } from '../../../../src/main/core/pager/watchdog'
import type { SourceSetup } from '../../../../src/main/core/core-state'
import { aSighting, aSnapshot, NOW } from '../../../builders'
import { aSetup, prom, startCore, type Core } from '../core-harness'

const PLACE = `am ${aSetup().address}`
const USUAL = { names: ['Watchdog'], declared: false }
const watchdog = aSighting({ labels: labelsOf(Object.entries({ alertname: 'Watchdog', severity: 'critical', service: 'checkout', env: 'production' })) })
const trouble = aSighting({ labels: labelsOf(Object.entries({ alertname: 'DiskFull', severity: 'warning', env: 'production' })) })

const start = (over: Partial<SourceSetup> = {}): Core => startCore([aSetup({ watchdog: USUAL, ...over })])
/** Good answers, one each 15 s from `n` on: with the watchdog, or without. */
const answers = (core: Core, list: readonly boolean[], n = 0): Core => list.reduce((c, shown, i) => c.answer('am', aSnapshot({ alerts: shown ? [watchdog, trouble] : [trouble], counts: { alerts: shown ? 2 : 1 } }), at(n + i)), core)
const at = (n: number): number => NOW + n * 15_000

describe('a watchdog', () => {
  it('is no trouble: not listed, not counted, told to nobody, and its service is not hurt by it', () => {
    const core = answers(start(), [true, true]).tick(NOW + 60_000)
    const { app } = core.state
    expect([Object.values(app.alerts).map((a) => a.name), app.sources['am']?.counts, Object.keys(app.services), core.told, app.sources['am']?.watchdog]).toEqual([
      ['DiskFull'], { alerts: 1 }, [], ['Already firing. Warning: DiskFull, PRODUCTION'], { name: 'Watchdog', seenAt: NOW, missingSince: null }
    ])
  })

  it('is an alert like any other where nothing is a watchdog', () => {
    const core = answers(startCore([aSetup()]), [true])
    expect([Object.values(core.state.app.alerts).map((a) => a.name).sort(), core.state.app.sources['am']?.counts, core.state.app.sources['am']?.watchdog]).toEqual([['DiskFull', 'Watchdog'], { alerts: 2 }, null])
  })

  it('is missing when more than two good answers lack it, and back with the first that has it', () => {
    const seen = answers(start(), [true, false, false])
    const gone = answers(seen, [false], 3)
    const back = answers(gone, [true], 4)
    expect([seen, gone, back].map(({ state }) => [missing(state, NOW + 90_000), state.app.sources['am']?.watchdog])).toEqual([
      [[], { name: 'Watchdog', seenAt: NOW, missingSince: null }],
      [[{ source: 'am', name: 'Watchdog', since: at(1) }], { name: 'Watchdog', seenAt: NOW, missingSince: at(1) }],
      [[], { name: 'Watchdog', seenAt: at(4), missingSince: null }]
    ])
  })

  it('that was never shown is missed only where it was declared', () => {
    const usual = answers(start(), [false, false, false, false])
    const declared = start({ watchdog: { names: ['Watchdog', 'DeadMansSwitch'], declared: true } })
    const first = answers(declared, [true])
    const later = answers(first, Array.from({ length: 9 }, () => true), 1)
    const missed = answers(later, [true], 10)
    expect([usual, declared, first, later, missed].map(({ state }) => [missing(state, at(11)), state.app.sources['am']?.watchdog])).toEqual([
      [[], null],
      [[], { name: 'Watchdog', seenAt: null, missingSince: null }],
      [[], { name: 'Watchdog', seenAt: NOW, missingSince: null }],
      [[], { name: 'Watchdog', seenAt: NOW, missingSince: null }],
      [[{ source: 'am', name: 'DeadMansSwitch', since: NOW }], { name: 'DeadMansSwitch', seenAt: null, missingSince: NOW }]
    ])
  })

  it('that the run before this one saw is expected, with the time that a restarted server needs; what it never saw is not, nor after a week', () => {
    const before = answers(start(), [true])
    const watchdogs = seenWatchdogs(before.state)
    const again = (lastRunAt: number, kept = watchdogs): Core => startCore([aSetup({ watchdog: USUAL })], { at: NOW, lastRunAt, watchdogs: kept })
    const lacks = (core: Core): readonly unknown[] => { const gone = answers(core, Array.from({ length: 11 }, () => false)); return [missing(gone.state, at(10)), missing(gone.answer('am', aSnapshot({ alerts: [] }), at(11)).state, at(11))] }
    const [first, shown] = [again(NOW - 60_000), answers(again(NOW - 60_000), [false, true])]
    expect([watchdogs, first.state.app.sources['am']?.watchdog, seenWatchdogs(first.state), lacks(first), lacks(again(NOW - 60_000, {})), lacks(again(NOW - 7 * 86_400_000)), lacks(again(NOW - 60_000, { 'am elsewhere:9093': ['Watchdog'] }))]).toEqual([
      { [PLACE]: ['Watchdog'] }, { name: 'Watchdog', seenAt: null, missingSince: null }, { [PLACE]: ['Watchdog'] }, [[{ source: 'am', name: 'Watchdog', since: at(0) }], [{ source: 'am', name: 'Watchdog', since: at(0) }]], [[], []], [[], []], [[], []]
    ])
    expect([answers(first, Array.from({ length: 10 }, () => false)), shown].map((core) => [missing(core.state, at(9)), core.state.app.sources['am']?.watchdog])).toEqual([
      [[], { name: 'Watchdog', seenAt: null, missingSince: null }], [[], { name: 'Watchdog', seenAt: at(1), missingSince: null }]
    ])
  })

  it('is not missed sooner because somebody asks again and again', () => {
    const hasty = [1, 2, 3, 4].reduce((c, n) => c.answer('am', aSnapshot({ alerts: [] }), NOW + n * 1_000), answers(start(), [true]))
    expect([missing(hasty.state, NOW + 5_000), missing(hasty.answer('am', aSnapshot({ alerts: [] }), NOW + 16_000).state, NOW + 16_000)]).toEqual([[], [{ source: 'am', name: 'Watchdog', since: NOW + 1_000 }]])
  })

  it('stays missing while its source fails, and proves nothing by an answer without alerts', () => {
    const gone = answers(start(), [true, false, false, false])
    const after = gone.fail('am', at(4)).answer('am', aSnapshot({ alerts: null, warnings: [{ part: 'alerts', failure: null, text: '', blinds: true }] }), at(5))
    const partial = [1, 2, 3, 4].reduce((c, n) => c.answer('am', aSnapshot({ alerts: [], warnings: [{ part: 'alerts', failure: null, text: '', blinds: true }] }), at(n)), answers(start(), [true]))
    expect([missing(after.state, at(6)), missing(partial.state, at(6))]).toEqual([[{ source: 'am', name: 'Watchdog', since: at(1) }], []])
  })

  it('is forgotten when the settings name it no more, and never begins in the future', () => {
    const gone = answers(start(), [true, false, false, false])
    const without = gone.do({ type: 'configured', at: at(4), config: gone.state.config, sources: [aSetup()], file: null, notices: [] })
    expect([missing(gone.state, NOW), missing(without.state, at(4)), without.state.app.sources['am']?.watchdog]).toEqual([[{ source: 'am', name: 'Watchdog', since: NOW }], [], null])
  })

  it('changes nothing while it is there, so that nothing travels (law 6)', () => {
    const snapshot = aSnapshot({ alerts: [watchdog] })
    const core = start().answer('am', snapshot, at(0))
    const next = core.answer('am', snapshot, at(1))
    expect([next.state.memory === core.state.memory, next.state.app.sources === core.state.app.sources]).toEqual([true, true])
  })

  it('is missed exactly when a model says so, along any night, and never shown among the alerts', () => {
    type Said = 'with' | 'without' | 'partial' | 'failed'
    const said = fc.array(fc.constantFrom<Said>('with', 'with', 'without', 'without', 'without', 'partial', 'failed'), { maxLength: 25 })
    fc.assert(fc.property(said, fc.boolean(), (night, declared) => {
      let core = startCore([prom({ watchdog: { names: ['Watchdog'], declared } })])
      let expected = declared
      let seen = false
      let lacks: number[] = []
      night.forEach((what, i) => {
        const alerts = what === 'with' ? [watchdog, trouble] : [trouble]
        if (what === 'failed') core = core.fail('prom', at(i))
        else core = core.answer('prom', aSnapshot({ alerts, warnings: what === 'partial' ? [{ part: 'alerts', failure: null, text: '', blinds: true }] : [] }), at(i))
        if (what === 'with') { expected = true; seen = true; lacks = [] }
        if (what === 'without') lacks = [...lacks, at(i)]
        expect(missing(core.state, at(i))).toEqual(expected && lacks.length > 2 && (seen || at(i) - lacks[0]! >= 150_000) ? [{ source: 'prom', name: 'Watchdog', since: lacks[0] }] : [])
        expect(Object.values(core.state.app.alerts).filter((a) => a.name === 'Watchdog')).toEqual([])
      })
    }))
  })
})
