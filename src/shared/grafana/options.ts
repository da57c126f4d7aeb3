import { t } from '../text/catalogue'
import type { PanelWire } from './wire'

/**
 * What of a panel is said to be not shown, by its name: every option that is neither heeded elsewhere nor known to change nothing of what is
 * read. Both are listed here alone, so that what a later Grafana adds is said, not dropped.
 */
const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Of the panel itself, of all versions. */
const PANEL = {
  heeded: words(`type title description id datasource gridPos span height targets options fieldConfig transformations repeat repeatDirection maxPerRow minSpan interval maxDataPoints timeFrom timeShift
    libraryPanel links alert yaxes stack percentage nullPointMode aliasColors thresholds seriesOverrides xaxis format decimals valueName colors colorValue colorBackground prefix postfix nullText sparkline gauge
    valueMaps rangeMaps styles columns transform content mode dataFormat yAxis legend bars points lines tableColumn sort`),
  quiet: words(`collapsed dashes dashLength spaceLength editable error fill fillGradient linewidth pointradius steppedLine hideTimeOverride isNew pluginVersion mappingType mappingTypes prefixFontSize postfixFontSize
    valueFontSize colorPrefix colorPostfix renderer tooltip transparent yaxis scopedVars repeatIteration repeatPanelId repeatedByRow cacheTimeout queryCachingTTL fontSize pageSize scroll showHeader cards color
    highlightCards hideZeroBuckets heatmap xAxis xBucketNumber xBucketSize yBucketBound yBucketNumber yBucketSize tooltipDecimals reverseYBuckets hiddenSeries grid x-axis y-axis y_formats leftYAxisLabel
    rightYAxisLabel pieType legendType strokeWidth breakPoint combine snapshotData filterNull style plugin hasRefId headings key`)
}
const OPTIONS = {
  heeded: words('legend reduceOptions fieldOptions valueOptions thresholds valueMappings minValue maxValue colorMode textMode graphMode content mode code calculate yAxis dataLinks footer sortBy'),
  quiet: words(`tooltip timezone orientation justifyMode text wideLayout percentChangeColorMode showThresholdLabels showThresholdMarkers sizing minVizWidth minVizHeight maxVizHeight displayMode showUnfilled valueMode
    namePlacement pieType displayLabels sort barRadius barWidth fullHighlight groupWidth showValue xTickLabelRotation xTickLabelSpacing xTickLabelMaxLength cellHeight showHeader showTypeIcons enablePagination frameIndex
    cellGap cellRadius cellValues color exemplars filterValues rowsFrame calculation alignValue mergeValues rowHeight colWidth perPage candleStyle colorStrategy colors fields includeAllFields alertThreshold
    annotations selectionMode showLegend sparkline`)
}
/** Of what a panel says of its numbers, for all of them (`defaults`) and for some (`overrides`). */
const FIELD = {
  heeded: words('unit decimals min max displayName thresholds mappings custom color links noValue'),
  quiet: words('description filterable displayNameFromDS nullValueMode writeable path title interval unitScale')
}
const CUSTOM = {
  heeded: words('drawStyle fillBelowTo hideFrom spanNulls stacking thresholdsStyle transform scaleDistribution axisLabel axisPlacement cellOptions displayMode'),
  quiet: words(`lineWidth fillOpacity lineStyle lineInterpolation pointSize pointShape showPoints gradientMode barAlignment barWidthFactor barMaxWidth axisColorMode axisWidth axisGridShow axisBorderShow width minWidth
    align filterable inspect insertNulls wrapText wrapHeaderText`)
}
/** Of overrides, what the graph's remarks say and what the colour of a cell is made of. */
const QUIET_OVERRIDES = new Set(['description', 'custom.drawStyle', 'custom.fillBelowTo', 'custom.cellOptions', 'custom.displayMode', ...[...CUSTOM.quiet].map((name) => `custom.${name}`)])

/** Whether an option says anything: what is off, empty or left to Grafana does not. */
const says = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.length > 0
  if (typeof value === 'object' && value !== null) return Object.values(value).some(says)
  return value !== undefined && value !== null && value !== false && value !== '' && !(typeof value === 'string' && NOTHING.has(value))
}
const NOTHING = new Set(['auto', 'none', 'off', 'default', 'null'])

/** Whether a property of an override is not heeded and would change what is read. */
export const isLost = ({ id, value }: { readonly id: string; readonly value?: unknown }): boolean => !QUIET_OVERRIDES.has(id) && says(value)

type Fields = Readonly<Record<string, unknown>>
const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {})
type Known = { readonly heeded: ReadonlySet<string>; readonly quiet: ReadonlySet<string> }
const unknown = (of: Fields, { heeded, quiet }: Known): readonly string[] => Object.keys(of).filter((name) => !heeded.has(name) && !quiet.has(name) && !/^(\$\$|__)/.test(name) && says(of[name]))

/** The options of a panel that is shown, but for a text. */
export const optionNotes = (panel: PanelWire, notes: Set<string>): void => {
  const { options } = panel
  const defaults = fieldsOf(panel.fieldConfig?.defaults)
  const names = [...unknown(panel, PANEL), ...unknown(options, OPTIONS), ...unknown(defaults, FIELD), ...unknown(fieldsOf(defaults['custom']), CUSTOM), ...heededElsewhere(panel)]
  if (names.length > 0) notes.add(t('dashboards.note.options', { names: [...new Set(names)].join(', ') }))
}

/** What is heeded of some values only. */
const heededElsewhere = (panel: PanelWire): readonly string[] => {
  const { options } = panel
  const custom = panel.fieldConfig?.defaults?.custom ?? {}
  const reduce = fieldsOf(options['reduceOptions'] ?? options['fieldOptions'])
  const footer = fieldsOf(options['footer'])
  const sort = fieldsOf(panel['sort'])
  const isTable = panel.type.startsWith('table')
  return [
    ...(says(reduce['fields']) && !isAll(reduce['fields']) ? ['reduceOptions.fields'] : []), ...(reduce['values'] === true && says(reduce['limit']) ? ['reduceOptions.limit'] : []),
    ...(footer['show'] === true || (footer['show'] === undefined && says(footer['reducers'])) ? ['footer'] : []), ...(isTable && says(options['sortBy']) ? ['sortBy'] : []),
    // the first column of an old table is the time, which is the same in all rows
    ...(isTable && typeof sort['col'] === 'number' && sort['col'] > 0 ? ['sort'] : []), ...(says(panel['tableColumn']) && panel.targets.some(({ format }) => format === 'table') ? ['tableColumn'] : []),
    ...(custom['axisPlacement'] === 'right' ? ['axisPlacement'] : [])
  ]
}
/** All fields, in either of the ways in which a panel may say so. */
const isAll = (fields: unknown): boolean => fields === '/.*/' || fields === '/.+/'
