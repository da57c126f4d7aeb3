import type { Unit } from '../domain/service'
import { t, type MessageKey } from '../text/catalogue'
import { figure, figureScale, type Figure } from '../text/format'

/** A unit of Grafana's in ours: a sample times `factor` is of `unit`; `words` say what the unit does not. */
export interface UnitForm { readonly unit: Unit; readonly factor: number; readonly words: string }

const as = (unit: Unit, factor = 1, words = ''): UnitForm => ({ unit, factor, words })
const NONE = as('none')
const SI = ['', 'k', 'M', 'G', 'T', 'P'] as const

const bytes = (names: readonly string[], base: number, unit: Unit): readonly (readonly [string, UnitForm])[] => names.map((name, i) => [name, as(unit, base ** i)])
/** What our units do not count so: theirs of bytes go by 1024, and of bits there are none. */
const named = (names: readonly string[], base: number, words: string): readonly (readonly [string, UnitForm])[] => names.map((name, i) => [name, as('none', base ** i, words)])

/** Grafana's ids (packages/grafana-data, valueFormats/categories), those that metrics have. */
const UNITS: ReadonlyMap<string, UnitForm> = new Map<string, UnitForm>([
  ['', NONE], ['none', NONE], ['short', NONE], ['sishort', NONE], ['locale', NONE], ['string', NONE], ['bool', NONE], ['bool_yes_no', NONE], ['bool_on_off', NONE], ['sci', NONE], ['hex', NONE], ['hex0x', NONE], ['count', NONE],
  ['percent', as('ratio', 0.01)], ['percentunit', as('ratio')], ['humidity', as('none', 1, '%H')], ['ppm', as('none', 1, 'ppm')], ['dB', as('none', 1, 'dB')],
  ...bytes(['bytes', 'kbytes', 'mbytes', 'gbytes', 'tbytes', 'pbytes'], 1024, 'bytes'), ...named(['decbytes', 'deckbytes', 'decmbytes', 'decgbytes', 'dectbytes', 'decpbytes'], 1000, 'B'),
  ...named(['Bps', 'KBs', 'MBs', 'GBs', 'TBs', 'PBs'], 1000, 'B/s'), ...bytes(['binBps', 'KiBs', 'MiBs', 'GiBs', 'TiBs', 'PiBs'], 1024, 'bytes-per-second'),
  ['bits', as('none', 1, 'bit')], ['decbits', as('none', 1, 'bit')], ...named(['bps', 'Kbits', 'Mbits', 'Gbits', 'Tbits', 'Pbits'], 1000, 'bit/s'), ...named(['binbps', 'Kibits', 'Mibits', 'Gibits', 'Tibits', 'Pibits'], 1024, 'bit/s'),
  ['ns', as('seconds', 1e-9)], ['µs', as('seconds', 1e-6)], ['us', as('seconds', 1e-6)], ['ms', as('seconds', 1e-3)], ['s', as('seconds')], ['m', as('seconds', 60)], ['h', as('seconds', 3600)], ['d', as('seconds', 86_400)],
  ['dtdurations', as('seconds')], ['dtdurationms', as('seconds', 1e-3)], ['dthms', as('seconds')], ['dtdhms', as('seconds')], ['timeticks', as('seconds', 0.01)], ['clocks', as('seconds')], ['clockms', as('seconds', 1e-3)],
  ['ops', as('per-second')], ['cps', as('per-second')], ['eps', as('per-second')], ['mps', as('per-second')], ['rps', as('per-second')], ['reqps', as('per-second')], ['wps', as('per-second')], ['iops', as('per-second')], ['recps', as('per-second')], ['rowsps', as('per-second')], ['hertz', as('none', 1, 'Hz')],
  ['pps', as('per-second')], ['cpm', as('none', 1, '/min')], ['opm', as('none', 1, '/min')], ['rpm', as('none', 1, '/min')], ['reqpm', as('none', 1, '/min')], ['mpm', as('none', 1, '/min')], ['wpm', as('none', 1, '/min')], ['epm', as('none', 1, '/min')],
  ['celsius', as('none', 1, '°C')], ['fahrenheit', as('none', 1, '°F')], ['kelvin', as('none', 1, 'K')],
  ['volt', as('none', 1, 'V')], ['kvolt', as('none', 1e3, 'V')], ['mvolt', as('none', 1e-3, 'V')], ['amp', as('none', 1, 'A')], ['mamp', as('none', 1e-3, 'A')], ['watt', as('none', 1, 'W')], ['kwatt', as('none', 1e3, 'W')], ['mwatt', as('none', 1e-3, 'W')], ['watth', as('none', 1, 'Wh')], ['kwatth', as('none', 1e3, 'Wh')], ['joule', as('none', 1, 'J')], ['ohm', as('none', 1, 'Ω')], ['dBm', as('none', 1, 'dBm')],
  ['rotrpm', as('none', 1, 'rpm')], ['rothz', as('none', 1, 'Hz')], ['lengthm', as('none', 1, 'm')], ['velocityms', as('none', 1, 'm/s')], ['pressurebar', as('none', 1, 'bar')], ['pressurehpa', as('none', 1, 'hPa')], ['flops', as('none', 1, 'FLOP/s')],
  ['currencyUSD', as('none', 1, '$')], ['currencyEUR', as('none', 1, '€')], ['currencyGBP', as('none', 1, '£')], ['currencyNOK', as('none', 1, 'kr')]
])

/** Words for what is and what is not. */
const YES_NO: Readonly<Record<string, readonly [yes: MessageKey, no: MessageKey]>> = {
  bool: ['dashboards.true', 'dashboards.false'], bool_yes_no: ['dashboards.yes', 'dashboards.no'], bool_on_off: ['dashboards.on', 'dashboards.off']
}
/** Whether numbers of this unit are told in words that a graph has no room for. */
export const isWords = (unit: string): boolean => isMoment(unit) || Object.hasOwn(YES_NO, unit)

/** Whether numbers of this unit are moments: ms since 1970. */
export const isMoment = (unit: string): boolean => /^(dateTime|time:)/.test(unit)

/** A unit's form; null when it is not known. `suffix:x`, `prefix:x`, `si:x`, `count:x` and `currency:x` are of one's own. */
export const unitForm = (unit: string): UnitForm | null => {
  const known = UNITS.get(unit)
  if (known) return known
  const own = /^(suffix|prefix|si|count|currency):(.*)$/s.exec(unit)
  if (!own) return isMoment(unit) ? NONE : null
  // `si:mV`: the first letter says in which thousands the samples are
  const si = own[1] === 'si' ? SI.indexOf(own[2]![0] as (typeof SI)[number]) : -1
  return own[1] === 'si' && own[2]!.length > 1 && si > 0 ? as('none', 1000 ** si, own[2]!.slice(1)) : as('none', 1, own[2])
}
/** What a sample is when its unit is not known: itself, with the name behind it. */
export const formOf = (unit: string): UnitForm => unitForm(unit) ?? as('none', 1, unit)

/** What a sample times its factor is in, for tables of others: `s`, `B/s`, `bit/s`; '' for a bare number. */
export const baseWords = (unit: string): string => {
  const form = formOf(unit)
  return [t(`out.csv.unit.${form.unit}`), form.words].filter(Boolean).join(' ')
}

/** A sample for people. With `decimals` exactly so many. NaN is no data; an infinity is said. */
export const boardFigure = (sample: number | null, { unit, decimals }: { readonly unit: string; readonly decimals: number | null }): Figure => {
  if (sample === null || Number.isNaN(sample)) return { number: t('common.none'), unit: '' }
  if (!Number.isFinite(sample)) return { number: sample > 0 ? '∞' : '-∞', unit: '' }
  const said = Object.hasOwn(YES_NO, unit) ? YES_NO[unit]! : null
  if (said) return { number: t(said[sample === 0 ? 1 : 0]), unit: '' }
  const form = formOf(unit)
  const value = sample * form.factor
  const plain = figure(value, form.unit)
  const told = decimals === null ? plain : withDecimals(value, form.unit, plain, decimals)
  return form.words ? { number: told.number, unit: [told.unit, form.words].filter(Boolean).join(/^B(\/s)?$/.test(form.words) ? '' : ' ') } : told
}

/** The same scale as `plain` has, with so many decimals; with its own where so many would say nothing, or a whole, of what is neither. */
const withDecimals = (value: number, unit: Unit, plain: Figure, decimals: number): Figure => {
  const scale = figureScale(value, unit)
  if (scale === null) return plain
  const number = (value / scale).toFixed(Math.min(8, Math.max(0, Math.round(decimals))))
  return isSame(number, plain.number, 0) && (unit !== 'ratio' || isSame(number, plain.number, 100)) ? { number, unit: plain.unit } : plain
}
/** Whether two texts agree on being a number, whatever its sign. */
const isSame = (a: string, b: string, number: number): boolean => (Math.abs(Number(a)) === number) === (Math.abs(Number(b)) === number)
