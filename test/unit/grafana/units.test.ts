import fc from 'fast-check'
import { expect, test } from 'vitest'
import { severityOf } from '@shared/grafana/severity'
import { baseWords, boardFigure, isMoment, unitForm } from '@shared/grafana/units'

const told = (sample: number | null, unit: string, decimals: number | null = null): string => { const f = boardFigure(sample, { unit, decimals }); return f.unit ? `${f.number} ${f.unit}` : f.number }

test('units of Grafana in ours', () => {
  expect([
    told(1234, 'short'), told(12.3, 'percent'), told(0.5, 'percentunit'), told(1536, 'bytes'), told(2, 'mbytes'), told(1_500_000, 'decbytes'), told(2_000_000, 'bps'), told(2048, 'binBps'),
    told(250, 'ms'), told(90, 'm'), told(42, 'reqps'), told(41, 'celsius'), told(3, 'suffix:jobs'), told(3, 'si:mV'), told(3, 'si:kW'), told(7, 'furlong')
  ]).toEqual([
    '1.23 k', '12.3 %', '50 %', '1.5 KiB', '2 MiB', '1.5 MB', '2 M bit/s', '2 KiB/s',
    '250 ms', '1 h 30 min', '42 /s', '41 °C', '3 jobs', '3 mV', '3 k W', '7 furlong'
  ])
})

test('bytes of thousands are told in kB, those of 1024 in KiB, as in Grafana', () => {
  expect(['decbytes', 'Bps', 'bytes', 'binBps'].map((unit) => [0, 999, 1500, -2e6, 3.456e9].map((sample) => told(sample, unit)))).toEqual([
    ['0 B', '999 B', '1.5 kB', '-2 MB', '3.46 GB'], ['0 B/s', '999 B/s', '1.5 kB/s', '-2 MB/s', '3.46 GB/s'],
    ['0 B', '999 B', '1.46 KiB', '-1.91 MiB', '3.22 GiB'], ['0 B/s', '999 B/s', '1.46 KiB/s', '-1.91 MiB/s', '3.22 GiB/s']
  ])
  expect([told(2, 'decmbytes'), told(2, 'MBs'), told(2, 'mbytes'), told(2, 'MiBs'), told(1500, 'decbytes', 0)]).toEqual(['2 MB', '2 MB/s', '2 MiB', '2 MiB/s', '2 kB'])
  expect(['decbytes', 'Bps', 'bytes', 'binBps'].map(baseWords)).toEqual(['B', 'B/s', 'B', 'B/s'])
})

test('decimals are exact, and stay inside the scale', () => {
  expect([told(12.345, 'percent', 1), told(1234.5, 'short', 2), told(999_999, 'short', 0), told(3 * 1024 ** 3, 'bytes', 1), told(0.0125, 's', 3), told(7200, 's', 1), told(1, '', 0)])
    .toEqual(['12.3 %', '1.23 k', '1 M', '3.0 GiB', '12.500 ms', '2 h', '1'])
})

test('what is just below a thousand is not a thousand times larger', () => {
  expect([told(999.6, 'reqps', 1), told(1023.7, 'bytes', 1), told(1023.7 * 1024 ** 2, 'bytes', 2), told(999_600, 'short', 2), told(-999.6, 'short', 1), told(999.4, 'short', 1), told(0.9996, 's', 1), told(119.94, 's', 1)])
    .toEqual(['1.0 k /s', '1.0 KiB', '1.00 GiB', '1.00 M', '-1.0 k', '999.4', '1.0 s', '119.9 s'])
})

test('fixed decimals never make a whole, or nothing, of what is neither', () => {
  expect([told(99.6, 'percent', 0), told(99.96, 'percent', 1), told(100, 'percent', 1), told(0.004, 'percent', 1), told(0, 'percent', 1), told(0.4, 'short', 0), told(-0.3, 'short', 0), told(12.34, 'percent', 0), told(100, 'short', 0), told(99.7, 'short', 0)])
    .toEqual(['99.6 %', '99.96 %', '100.0 %', '0.004 %', '0.0 %', '0.4', '-0.3', '12 %', '100', '100'])
})

const WORTH: Readonly<Record<string, number>> = { '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, TiB: 1024 ** 4, PiB: 1024 ** 5, ms: 0.001, s: 1, '%': 1 }
test('a number and its unit are worth the sample, to the last decimal', () => {
  const near = fc.constantFrom(1, 1e3, 1e6, 1e9, 1e12, 1024, 1024 ** 2, 1024 ** 3).chain((size) => fc.double({ min: 0.9985, max: 1.0015, noNaN: true }).map((share) => size * share))
  fc.assert(fc.property(fc.oneof(near, fc.double({ min: 1, max: 1e14, noNaN: true })), fc.constantFrom('short', 'bytes', 'decbytes', 'reqps', 's', 'percent'), fc.integer({ min: 0, max: 4 }), fc.boolean(), (size, unit, decimals, negative) => {
    const sample = negative ? -size : size
    const { number, unit: written } = boardFigure(sample, { unit, decimals })
    if (unit === 's' && size >= 119.95) return
    const worth = WORTH[written.replace(/ ?\/s$/, '')]!
    expect(Math.abs(Number(number) * worth - sample)).toBeLessThanOrEqual(worth * (0.5 * 10 ** -decimals) * (1 + 1e-9) + size * 1e-12)
  }))
})

test('no sample is no zero, and what is not known is said', () => {
  expect([told(null, 'bytes'), told(NaN, 'bytes'), told(Infinity, 's'), told(-Infinity, 's'), unitForm('furlong'), isMoment('dateTimeAsIso'), unitForm('dateTimeAsIso')])
    .toEqual(['–', '–', '∞', '-∞', null, true, { unit: 'none', factor: 1, words: '' }])
})

test('only trouble has a colour', () => {
  expect(['green', 'dark-green', 'rgba(50, 172, 45, 0.97)', '#299c46', '#7EB26D', 'blue', 'text', '#808080', 'transparent', 'rebeccapurple', ''].map(severityOf)).toEqual(Array.from({ length: 11 }, () => null))
  expect(['orange', 'yellow', 'semi-dark-orange', 'rgba(237, 129, 40, 0.89)', '#EAB839', '#fa0'].map(severityOf)).toEqual(Array.from({ length: 6 }, () => 'warning'))
  expect(['red', 'dark-red', 'rgba(245, 54, 54, 0.9)', '#d44a3a', '#E24D42', '#f00f'].map(severityOf)).toEqual(Array.from({ length: 6 }, () => 'critical'))
})
