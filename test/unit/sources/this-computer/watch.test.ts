import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../../src/main/sources/this-computer/rules'
import { sightings, step, type Watch } from '../../../../src/main/sources/this-computer/watch'

const finding = (over: Partial<Finding> = {}): Finding =>
  ({ key: 'LoadHigh', rule: 'LoadHigh', severity: 'warning', labels: {}, holds: true, forMs: 60_000, summary: 'Load 9 on 4 cores', expression: 'load1', value: 9, hiddenBy: [], ...over })
const seeing = () => false
/** Looks every 10 s from `from` to `to`. */
const looks = (watch: Watch, found: Finding, from: number, to: number): Watch => {
  let at = watch
  for (let now = from; now <= to; now += 10_000) at = step(at, [found], now, now - 10_000, seeing)
  return at
}
const brief = (watch: Watch): readonly unknown[] => sightings(watch, 'desk').map((s) => [s.labels['alertname'], s.state, s.startsAt])

describe('the watch over this computer', () => {
  it('waits before it fires, and keeps the start while the condition lasts', () => {
    const pending = looks(new Map(), finding(), 0, 50_000)
    expect(brief(pending)).toEqual([['LoadHigh', 'pending', 0]])
    const firing = looks(pending, finding({ value: 12 }), 60_000, 300_000)
    expect(brief(firing)).toEqual([['LoadHigh', 'firing', 0]])
    expect(sightings(firing, 'desk')[0]).toEqual({
      fingerprint: '081f88339b1d5ad9', labels: { alertname: 'LoadHigh', env: 'local', instance: 'desk', service: 'desk', severity: 'warning' }, annotations: { summary: 'Load 9 on 4 cores' },
      state: 'firing', silencedBy: [], inhibitedBy: [], mutedBy: [], startsAt: 0, endsAt: null, generatorURL: null, expression: 'load1', value: 12, held: null
    })
  })

  it('ends when the condition ends', () => expect(brief(looks(looks(new Map(), finding(), 0, 90_000), finding({ holds: false }), 100_000, 100_000))).toEqual([]))

  it('neither ends nor begins by what cannot be told', () => {
    const firing = looks(new Map(), finding(), 0, 60_000)
    expect(brief(looks(firing, finding({ holds: null }), 70_000, 900_000))).toEqual([['LoadHigh', 'firing', 0]])
    expect(brief(looks(new Map(), finding({ holds: null }), 0, 900_000))).toEqual([])
    const pending = looks(new Map(), finding(), 0, 50_000)
    expect(brief(looks(pending, finding({ holds: null }), 60_000, 900_000))).toEqual([['LoadHigh', 'pending', 0]])
  })

  it('does not count time that nobody watched', () => {
    const pending = looks(new Map(), finding(), 0, 50_000)
    expect(brief(step(pending, [finding()], 3_600_000, 50_000, seeing))).toEqual([['LoadHigh', 'pending', 3_600_000]])
    const firing = looks(new Map(), finding(), 0, 60_000)
    expect(brief(step(firing, [finding()], 3_600_000, 60_000, seeing))).toEqual([['LoadHigh', 'firing', 0]])
  })

  it('lets go of a disk that was unmounted, not of disks it could not look at', () => {
    const full = step(new Map(), [finding({ key: 'DiskFull /usb', rule: 'DiskFull', forMs: 0 })], 0, null, seeing)
    expect(brief(step(full, [], 10_000, 0, seeing))).toEqual([])
    expect(brief(step(full, [], 10_000, 0, (rule) => rule.startsWith('Disk')))).toEqual([['DiskFull', 'firing', 0]])
  })

  it('hides the milder alert behind the worse one of the same thing, and says by which', () => {
    const watch = step(new Map(), [finding({ key: 'DiskFull /', rule: 'DiskFull', severity: 'critical', forMs: 0 }), finding({ key: 'DiskFillingUp /', rule: 'DiskFillingUp', forMs: 0, hiddenBy: ['DiskFull /'] })], 0, null, seeing)
    const [full, filling] = sightings(watch, 'desk')
    expect([full!.state, filling!.state, filling!.inhibitedBy]).toEqual(['firing', 'suppressed', [full!.fingerprint]])
  })
})
