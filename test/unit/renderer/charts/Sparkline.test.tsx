// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import type { SignalReading } from '@shared/domain/service'
import { Sparkline, sparkSummary } from '../../../../src/renderer/charts'
import { sparkOf, type SparkInput } from '../../../../src/renderer/charts/spark'
import { aReading, NOW } from '../../../builders'

const MIN = 60_000
const from = NOW - 10 * MIN
const trend = (values: readonly (number | null)[]): { from: number; step: number; values: readonly (number | null)[] } => ({ from, step: MIN, values })
const flat = (v: number): readonly number[] => Array<number>(11).fill(v)
const input = (over: Partial<SparkInput>): SparkInput => ({ reading: aReading({ trend: trend(flat(0.01)) }), signal: 'errors', from, to: NOW, width: 100, height: 28, changes: [], lapsedAt: null, ...over })
const limit = { value: 0.02, severity: 'critical', side: 'above' } as const

afterEach(cleanup)

describe('sparkOf', () => {
  it('keeps noise flat: an error ratio has a floor of 2 %, saturation of 100 %', () => {
    expect(sparkOf(input({})).d).toBe('M0 14l100 0')
    expect(sparkOf(input({ signal: 'saturation', reading: aReading({ trend: trend(flat(0.5)) }) })).d).toBe('M0 14l100 0')
    expect(sparkOf(input({ signal: 'latency', reading: aReading({ unit: 'seconds', trend: trend(flat(0)) }) })).d).toBe('M0 26.5l100 0')
  })

  it('names a limit only where it is crossed', () => {
    expect(sparkOf(input({ reading: aReading({ limit, trend: trend(flat(0.01)) }) })).limit).toBeNull()
    expect(sparkOf(input({ reading: aReading({ limit, trend: trend([...flat(0.01).slice(1), 0.05]) }) })).limit).toEqual({ y: 17.2, severity: 'critical', clip: { y: -2, height: 19.2 } })
    const on = (over: Partial<NonNullable<SignalReading['limit']>>): unknown => sparkOf(input({ reading: aReading({ limit: { ...limit, ...over }, trend: trend(flat(0.02)) }) })).limit?.clip ?? null
    expect([on({}), on({ side: 'below' }), on({ inclusive: true }), on({ side: 'below', inclusive: true })]).toEqual([null, null, { y: -2, height: 7.3 }, { y: 2.3, height: 27.7 }])
  })

  it('hatches from the last sample on when the reading is old or has lapsed, and joins no gap', () => {
    const stopped = sparkOf(input({ reading: aReading({ trend: trend([0.01, 0.01, 0.01, 0.01, null, null, null, null, null, null, null]) }) }))
    expect([stopped.edge, stopped.hatch.startsWith('M3'), stopped.d]).toEqual(['M30 0V28', true, 'M0 14l30 0'])
    expect(sparkOf(input({ lapsedAt: NOW - MIN })).edge).toBe('M100 0V28')
    expect(sparkOf(input({ reading: aReading({ trend: trend([]) }) }))).toMatchObject({ d: '', edge: '' })
    expect(sparkOf(input({ reading: aReading({ trend: trend([0.01, 0.01, null, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01]) }) })).d).toBe('M0 14l10 0M30 14l70 0')
  })

  it('puts every row on one time axis', () => {
    const late = sparkOf(input({ from: from + 5 * MIN, to: NOW + 5 * MIN, changes: [from, NOW] }))
    expect([late.d, late.changes]).toEqual(['M0 14l50 0', [50]])
  })
})

describe('Sparkline', () => {
  it('is this drawing, hidden from screen readers', () => {
    const reading = aReading({ limit, trend: trend([...flat(0.01).slice(1), 0.05]) })
    const { container } = render(<Sparkline reading={reading} signal="errors" from={from} to={NOW} width={100} height={28} changes={[from + 5 * MIN]} />)
    const id = container.querySelector('clipPath')?.id ?? ''
    expect(container.innerHTML.replaceAll(id, 'ID')).toBe(
      '<svg class="g-spark" width="100" height="28" viewBox="0 0 100 28" aria-hidden="true" focusable="false"><path class="g-change" d="M50 0V28"></path>'
      + '<path class="g-line main" d="M0 21.9l90 0 10-18.5" stroke="var(--g-series-1)"></path>'
      + '<g class="sev-critical"><path class="g-limit" d="M0 17.2H100"></path><clipPath id="ID"><rect x="-2" y="-2" width="104" height="19.2"></rect></clipPath>'
      + '<path class="g-line hot" clip-path="url(#ID)" d="M0 21.9l90 0 10-18.5"></path></g></svg>'
    )
  })

  it('has words for those who do not see it', () => {
    expect(sparkSummary(aReading({ value: 0.079 }), 'errors', false)).toBe('Errors 7.9\u202f%')
    expect(sparkSummary(aReading({ value: 0.079 }), 'errors', true)).toBe('Errors unknown')
  })
})
