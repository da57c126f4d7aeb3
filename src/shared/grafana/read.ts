import { t } from '../text/catalogue'
import { MOST_CHARS, MOST_PANELS, MOST_VARIABLES, tooMuch } from './bounds'
import { unusedNotes } from './graph-remarks'
import { cellOf, flow, type Sized } from './grid'
import type { Board, Section, Tile, Variable } from './model'
import { tileOf, type Around } from './tile'
import { variableOf } from './variable'
import { boardWire, readAs, rowPanelWire, rowWire, type BoardWire, type SourceRef } from './wire'

/** Schema versions that are known. */
export const OLDEST = 14
export const NEWEST = 41

export type ReadBoard = { readonly ok: true; readonly board: Board } | { readonly ok: false; /** In words; names the field where there is one. */ readonly reason: string }
const no = (reason: string): ReadBoard => ({ ok: false, reason })

/** The JSON of a dashboard as it is exported, as Grafana's API gives it, or as it lies in a file. */
export const readBoardText = (text: string): ReadBoard => {
  if (text.length > MOST_CHARS) return no(t('dashboards.wrong.size', { size: megabytes(text.length), most: megabytes(MOST_CHARS) }))
  let value: unknown
  // a file written on Windows may begin with a mark of its byte order
  try { value = JSON.parse(text.replace(/^\ufeff/, '')) } catch (error) { return no(t('dashboards.wrong.json', { reason: error instanceof Error ? error.message.slice(0, 200) : '' })) }
  return readBoard(value)
}
const megabytes = (chars: number): string => `${(chars / 1_000_000).toFixed(1)} MB`

/** A dashboard from any value, also one that refers to itself. */
export const readBoard = (value: unknown): ReadBoard => {
  const much = tooMuch(value)
  if (much !== null) return no(much)
  if (!isObject(value)) return no(t('dashboards.wrong.object', { field: '$' }))
  // the answer of `/api/dashboards/uid/…`; a resource of Grafana 12 and later
  const wrapped = isObject(value['dashboard']) ? value['dashboard'] : isObject(value['spec']) && typeof value['apiVersion'] === 'string' ? value['spec'] : value
  if (isObject(wrapped['elements']) && isObject(wrapped['layout'])) return no(t('dashboards.wrong.v2', { version: typeof value['apiVersion'] === 'string' ? value['apiVersion'] : 'v2' }))
  const read = readAs(boardWire, wrapped)
  if (!read.ok) return no(read.reason)
  return read.value.panels === undefined && read.value.rows === undefined ? no(t('dashboards.wrong.not')) : boardOf(read.value)
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

const boardOf = (wire: BoardWire): ReadBoard => {
  const list = wire.templating?.list ?? []
  if (list.length > MOST_VARIABLES) return no(t('dashboards.wrong.variables', { count: list.length, most: MOST_VARIABLES }))
  const around = aroundOf(wire)
  const variables: Variable[] = []
  for (const [i, raw] of list.entries()) {
    const read = variableOf(raw, i, (source) => isPrometheus(source, around))
    if (!read.ok) return no(read.reason)
    variables.push(read.variable)
  }
  // one way or the other; a file that has both loses neither
  const gridded = panelSections(wire.panels ?? [], around)
  if (!gridded.ok) return gridded
  const rowed = rowSections(wire.rows ?? [], around)
  if (!rowed.ok) return rowed
  const sections = [...gridded.sections, ...rowed.sections]
  const count = sections.reduce((sum, s) => sum + s.tiles.length, 0)
  if (count > MOST_PANELS) return no(t('dashboards.wrong.panels', { count, most: MOST_PANELS }))
  const version = wire.schemaVersion ?? (wire.panels ? NEWEST : OLDEST)
  return {
    ok: true,
    board: {
      title: wire.title, description: wire.description, tags: (wire.tags ?? []).filter(Boolean), schemaVersion: version, uid: wire.uid, lookbackMs: lookback(wire.time ?? null),
      variables, sections, notes: [...boardNotes(wire, version), ...unusedNotes(sections.flatMap((s) => s.tiles).flatMap((tile) => tile.unused ?? []))]
    }
  }
}

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000, M: 2_592_000_000, y: 31_536_000_000 }
const lookback = (time: { readonly from: string; readonly to: string } | null): number | null => {
  const part = time?.to === 'now' ? /^now-(\d{1,6})([smhdwMy])$/.exec(time.from) : null
  return part ? Number(part[1]) * UNITS[part[2]!]! : null
}

const boardNotes = (wire: BoardWire, version: number): readonly string[] => {
  const annotations = (wire.annotations?.list ?? []).filter((a) => a.builtIn !== 1 && a.enable !== false).map((a) => a.name)
  const links = wire.links.map((link) => link.title || link.type).filter(Boolean)
  return [
    ...(version > NEWEST ? [t('dashboards.note.newer', { version, known: NEWEST })] : version < OLDEST ? [t('dashboards.note.older', { version, known: OLDEST })] : []),
    ...(annotations.length > 0 ? [t('dashboards.note.annotations', { names: annotations.join(', ') })] : []),
    ...(links.length > 0 ? [t('dashboards.note.links', { names: links.join(', ') })] : [])
  ]
}

const aroundOf = (wire: BoardWire): Around => {
  const elements = new Map<string, unknown>()
  for (const [uid, element] of isObject(wire.__elements) ? Object.entries(wire.__elements) : []) if (isObject(element) && isObject(element['model'])) elements.set(uid, element['model'])
  const inputs = new Map<string, string>()
  for (const input of Array.isArray(wire.__inputs) ? wire.__inputs : []) if (isObject(input) && typeof input['name'] === 'string' && typeof input['pluginId'] === 'string') inputs.set(input['name'], input['pluginId'])
  const sourceVariables = new Map<string, string>()
  for (const raw of wire.templating?.list ?? []) { const { name, type, query } = raw; if (type === 'datasource' && typeof name === 'string' && typeof query === 'string') sourceVariables.set(name, query) }
  return { elements, inputs, sourceVariables }
}

const isPrometheus = ({ type, uid }: SourceRef, { inputs, sourceVariables }: Around): boolean => {
  const name = /^\$\{?(\w+)\}?$/.exec(uid)?.[1]
  const kind = name === undefined ? type : (sourceVariables.get(name) ?? inputs.get(name) ?? type)
  return kind === '' || /prometheus|promscale|victoriametrics/i.test(kind)
}

type Sections = { readonly ok: true; readonly sections: readonly Section[] } | { readonly ok: false; readonly reason: string }

/** Versions from 16 on: panels on a grid; a row is a panel, and holds what is below it while it is folded. */
const panelSections = (panels: readonly object[], around: Around): Sections => {
  const sections: { head: Omit<Section, 'tiles'>; sized: { raw: object; size: Sized }[] }[] = [{ head: { id: 'top', title: '', collapsed: false, repeat: null }, sized: [] }]
  // the order of a file is not the order on the screen
  const placed = panels.map((raw, i) => ({ raw, i, at: cellOf(raw) })).sort((a, b) => a.at.y - b.at.y || (isRow(b.raw) ? 1 : 0) - (isRow(a.raw) ? 1 : 0) || a.at.x - b.at.x || a.i - b.i)
  for (const { raw, i, at } of placed) {
    if (!isRow(raw)) { sections.at(-1)!.sized.push({ raw, size: at }); continue }
    // Grafana nests no rows, but a file may: what lies in an inner row stands below the outer one, under its own name
    const rows = [raw]
    for (const [depth, each] of rows.entries()) {
      const row = readAs(rowPanelWire, each, ['panels', i])
      if (!row.ok) return row
      const { title, collapsed, repeat, panels: inside } = row.value
      rows.push(...inside.filter(isRow))
      sections.push({ head: { id: depth === 0 ? `row-${i}` : `row-${i}-${depth}`, title, collapsed, repeat: repeat || null }, sized: inside.filter((inner) => !isRow(inner)).map((inner) => ({ raw: inner, size: cellOf(inner) })) })
    }
  }
  return { ok: true, sections: sections.filter((s) => s.sized.length > 0 || s.head.id !== 'top').map(({ head, sized }) => sectionOf(head, sized, around)) }
}
const isRow = (panel: object): boolean => (panel as { type?: unknown }).type === 'row'

const sectionOf = (head: Omit<Section, 'tiles'>, sized: readonly { readonly raw: object; readonly size: Sized }[], around: Around): Section => {
  const cells = flow(sized.map((s) => s.size))
  const tiles = sized.map(({ raw }, i): Tile => tileOf(raw, tileId(raw, head.id, i), cells[i]!, around))
  return { ...head, tiles: tiles.sort((a, b) => a.cell.y - b.cell.y || a.cell.x - b.cell.x) }
}
/** Ids of a file may come twice. */
const tileId = (raw: object, section: string, i: number): string => {
  const { id } = raw as { id?: unknown }
  return `${section}/${i}${typeof id === 'number' || typeof id === 'string' ? `/${String(id).slice(0, 40)}` : ''}`
}

/** A row of before is as high as its lowest; a panel takes so many of its 12 columns. */
const rowSections = (rows: readonly unknown[], around: Around): Sections => {
  const sections: Section[] = []
  for (const [i, raw] of rows.entries()) {
    const read = readAs(rowWire, raw, ['rows', i])
    if (!read.ok) return read
    const row = read.value
    const titled = row.showTitle !== false || row.collapse || row.repeat !== ''
    const height = heightOf(row.height) ?? 7
    const sized = row.panels.map((panel) => ({ raw: panel, size: oldSize(panel, height) }))
    sections.push(sectionOf({ id: `old-row-${i}`, title: titled ? row.title : '', collapsed: row.collapse, repeat: row.repeat || null }, shelf(sized), around))
  }
  return { ok: true, sections }
}

const oldSize = (panel: object, rowHeight: number): Sized => {
  const { span, height } = panel as { span?: unknown; height?: unknown }
  const columns = typeof span === 'number' && span > 0 ? span : typeof span === 'string' && Number(span) > 0 ? Number(span) : 4
  return { x: 0, y: 0, w: Math.min(24, Math.max(1, Math.round(columns * 2))), h: (typeof height === 'number' || typeof height === 'string' ? heightOf(height) : null) ?? rowHeight }
}
/** Pixels (`250px`, `250`) in rows of the grid, at least 3. */
const heightOf = (height: number | string | null | undefined): number | null => {
  const px = typeof height === 'number' ? height : typeof height === 'string' ? Number.parseFloat(height) : NaN
  return Number.isFinite(px) && px > 0 ? Math.min(60, Math.max(3, Math.ceil(px / 38))) : null
}

/** From left to right, on the next shelf where the row is full. */
const shelf = <T extends { readonly raw: object; readonly size: Sized }>(sized: readonly T[]): readonly T[] => {
  let [x, y, deep] = [0, 0, 0]
  return sized.map((one) => {
    if (x + one.size.w > 24) { x = 0; y += deep; deep = 0 }
    const placed = { ...one, size: { ...one.size, x, y } }
    x += one.size.w
    deep = Math.max(deep, one.size.h)
    return placed
  })
}
