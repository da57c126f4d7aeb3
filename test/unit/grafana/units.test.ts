import { expect, test } from 'vitest'
import { severityOf } from '@shared/grafana/severity'
import { boardFigure, isMoment, unitForm } from '@shared/grafana/units'

const told = (sample: number | null, unit: string, decimals: number | null = null): string => { const f = boardFigure(sample, { unit, decimals }); return f.unit ? `${f.number} ${f.unit}` : f.number }

test('units of Grafana in ours', () => {
  expect([
    told(1234, 'short'), told(12.3, 'percent'), told(0.5, 'percentunit'), told(1536, 'bytes'), told(2, 'mbytes'), told(1_500_000, 'decbytes'), told(2_000_000, 'bps'), told(2048, 'binBps'),
    told(250, 'ms'), told(90, 'm'), told(42, 'reqps'), told(41, 'celsius'), told(3, 'suffix:jobs'), told(3, 'si:mV'), told(3, 'si:kW'), told(7, 'furlong')
  ]).toEqual([
    '1.23 k', '12.3 %', '50 %', '1.5 KiB', '2 MiB', '1.43 MiB', '2 M bit/s', '2 KiB/s',
    '250 ms', '1 h 30 min', '42 /s', '41 °C', '3 jobs', '3 mV', '3 k W', '7 furlong'
  ])
})

test('decimals are exact, and stay inside the scale', () => {
  expect([told(12.345, 'percent', 1), told(1234.5, 'short', 2), told(999_999, 'short', 0), told(3 * 1024 ** 3, 'bytes', 1), told(0.0125, 's', 3), told(7200, 's', 1), told(1, '', 0)])
    .toEqual(['12.3 %', '1.23 k', '1 M', '3.0 GiB', '12.500 ms', '2 h', '1'])
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
