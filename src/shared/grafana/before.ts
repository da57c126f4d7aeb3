type Part = Readonly<Record<string, unknown>>

const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null && !Array.isArray(value)
const part = (value: unknown): Part => (isPart(value) ? value : {})
const some = (...values: readonly unknown[]): unknown => values.find((value) => Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null)
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const isSeven = (version: unknown): boolean => typeof version === 'string' && Number.parseFloat(version) >= 7

const NUMBERS = new Set<unknown>(['stat', 'gauge', 'bargauge'])

/**
 * A number's panel of Grafana 6 as one of 7, where unit, bounds and steps lie in `fieldConfig`: 6.0 and 6.1 have them in `options` and its
 * `valueOptions`, 6.2 to 6.7 in `options.fieldOptions`. Anything else is given back as it is.
 */
export const withFields = (raw: unknown): unknown => {
  if (!isPart(raw) || !NUMBERS.has(raw['type']) || !isPart(raw['options']) || isSeven(raw['pluginVersion'])) return raw
  const { options } = raw
  const value = options['valueOptions']
  const fields = isPart(value) ? ofValue(value, options) : options['fieldOptions']
  if (!isPart(fields)) return raw
  const { defaults, overrides } = part(raw['fieldConfig'])
  return { ...raw, options: { ...options, fieldOptions: fields }, fieldConfig: { defaults: { ...part(defaults), ...defaultsOf(fields, options) }, overrides: [...list(overrides), ...list(fields['overrides']).map(named)] } }
}

/** 6.0 and 6.1 as 6.2. */
const ofValue = ({ stat, unit, decimals }: Part, { minValue, maxValue, thresholds, valueMappings }: Part): Part =>
  ({ ...(typeof stat === 'string' && stat !== '' ? { calcs: [stat] } : {}), defaults: { unit, decimals, min: minValue, max: maxValue }, thresholds, mappings: valueMappings })

const defaultsOf = (fields: Part, options: Part): Part => {
  const own = part(fields['defaults'])
  const thresholds = some(own['thresholds'], fields['thresholds'], options['thresholds'])
  const mappings = some(own['mappings'], fields['mappings'], options['valueMappings'])
  const { color, title } = own
  return {
    ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)), thresholds: Array.isArray(thresholds) ? { mode: 'absolute', steps: inOrder(thresholds) } : thresholds, mappings,
    ...(typeof color === 'string' ? { color: { mode: 'fixed', fixedColor: color } } : {}), ...(own['displayName'] === undefined && title !== undefined ? { displayName: title } : {})
  }
}

/** The lowest step has no lower end, wherever it stands. */
const inOrder = (steps: readonly unknown[]): readonly unknown[] => {
  const at = (step: unknown): number => { const { value } = part(step); return value === null || value === undefined || value === '' ? -Infinity : Number(value) }
  return steps.toSorted((a, b) => (at(a) === at(b) ? 0 : at(a) - at(b))).map((step, i) => (i === 0 && isPart(step) ? { ...step, value: null } : step))
}

/** 6.6 names the property of an override by its path. */
const named = (override: unknown): unknown => {
  if (!isPart(override) || !Array.isArray(override['properties'])) return override
  return { ...override, properties: override['properties'].map((property: unknown) => (isPart(property) && property['id'] === undefined ? { ...property, id: property['path'] } : property)) }
}
