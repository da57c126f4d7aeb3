import type { SavedKind } from '@shared/contract/commands'
import { assertNever } from '@shared/domain/assert-never'
import { prometheusUrl } from '@shared/domain/prometheus-url'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { figureText } from '@shared/text/format'
import type { Bridge } from '../bridge'
import type { Member, Span } from '../charts'
import { madeText, pageSvg, panelCsv, panelSvg, paletteOf, type Given, type PagePicture, type Placed } from '../charts/export'
import type { About } from './about'
import { htmlOf, markdownOf, type Block, type Link } from './document'
import { fileName } from './file-name'
import { withAll, type Gathering } from './gather'
import { panelBlocks, rangeBlock } from './panel-blocks'
import { dataUrl, pngOf, TALLEST } from './png'
import { sheetBlocks } from './sheet-blocks'

export type What = SavedKind | 'copy' | 'picture'
/** What came of it, in words; null: a person thought better of it. */
export type Said = { readonly good: boolean; readonly words: string } | null

export interface Tools {
  readonly bridge: Pick<Bridge, 'saveFile' | 'copyRich' | 'config'>
  readonly state: () => AppState | null
  readonly about: () => About
  readonly gathering: Gathering
  readonly tell: (words: string) => void
  readonly now: () => number
}

const palette = (): ReturnType<typeof paletteOf> => {
  const style = getComputedStyle(document.documentElement)
  return paletteOf((name) => style.getPropertyValue(name))
}

type Leaf = Placed['given']
const titleOf = (given: Leaf): string => (given.kind === 'sheet' ? given.title : given.model.title)
const windowOf = (given: Leaf): Span => (given.kind === 'sheet' ? given.window : given.model.window)
/** What a panel asks, and of whom. */
const askedOf = (given: Leaf): { readonly source: string; readonly expressions: readonly string[] } =>
  given.kind === 'sheet' ? { source: given.source?.id ?? '', expressions: given.queries } : { source: given.panel.source, expressions: given.panel.expression === '' ? [] : [given.panel.expression] }

/** A panel that is drawn, where the page has it. */
const placed = (member: Member): readonly Placed[] => {
  const box = member.place()
  return box && box.width > 0 && box.height > 0 ? [{ given: member.read(), x: box.x, y: box.y, width: box.width, height: box.height }] : []
}
const inOrder = (list: readonly Placed[]): readonly Placed[] => list.toSorted((a, b) => a.y - b.y || a.x - b.x)

/** Addresses under which sources have pages of their own, by their id. */
const addresses = async ({ bridge, state }: Tools): Promise<ReadonlyMap<string, string>> => {
  const { config } = await bridge.config()
  return new Map(Object.values(state()?.sources ?? {}).flatMap((source) => {
    const found = config.sources.find((s) => s.name === source.name)
    return found?.kind === 'prometheus' && found.url !== undefined ? [[source.id, found.url] as const] : []
  }))
}

const pictureOf = (panels: readonly Placed[], whole: boolean, about: About, now: number, tallest = Infinity): PagePicture => {
  const [first] = panels
  if (!first) throw new Nothing()
  return whole ? pageSvg({ ...about, madeAt: now, panels, left: leftOf(panels, about), tallest }, palette()) : { ...panelSvg(first.given, { ...about, madeAt: now }, palette()), columns: 1 }
}

const MOST_LEFT = 60
const leftOf = (panels: readonly Placed[], about: About): readonly string[] => {
  const names = about.left(panels.map(({ given }) => titleOf(given)))
  return names.length > MOST_LEFT ? [...names.slice(0, MOST_LEFT), t('out.md.more', { count: names.length - MOST_LEFT })] : names
}

/** There is nothing to give away. */
class Nothing extends Error {}

interface Texts { readonly text: string; readonly html: string }

const textOf = async (panels: readonly Placed[], whole: boolean, about: About, tools: Tools, now: number, draw: (graph: Given) => Promise<string | null>): Promise<Texts> => {
  const { before, after } = await about.facts()
  const known = await addresses(tools).catch(() => new Map<string, string>())
  const shown: Block[] = []
  const links: Link[] = [...about.links]
  const told = panels[0] ? windowOf(panels[0].given) : about.window
  for (const panel of panels) {
    const { given } = panel
    if (given.kind === 'sheet') shown.push(...sheetBlocks(given, now, told))
    else {
      const png = await draw(given)
      shown.push(...panelBlocks(given, now, told), ...(png === null ? [] : [{ kind: 'picture' as const, alt: given.model.title, png }]))
    }
    const { source, expressions } = askedOf(given)
    const address = known.get(source)
    if (address !== undefined && expressions.length > 0) links.push({ words: t('out.md.prometheus', { title: titleOf(given) }), url: prometheusUrl(address, expressions, { ...windowOf(given), live: about.live }) })
  }
  const left = whole ? leftOf(panels, about) : []
  const blocks: readonly Block[] = [
    ...before, rangeBlock(told, about.zone), ...shown, ...after,
    ...(left.length > 0 ? [{ kind: 'text', text: t('out.page.left', { names: left.join(', ') }) }] satisfies Block[] : []),
    ...(links.length > 0 ? [{ kind: 'heading', level: 2, text: t('out.md.links') }, { kind: 'links', links }] satisfies Block[] : []),
    { kind: 'text', text: madeText(now, about.zone) }
  ]
  return { text: markdownOf(blocks), html: htmlOf(blocks) }
}

/** Pictures in a text: as many as a page has at most; a board of a hundred is words alone. */
const MOST_PICTURES = 12

/** What had to be done so that a picture in dots holds it all, in words; '' for nothing. */
const howOf = ({ columns }: PagePicture, scale: number): string =>
  [...(columns > 1 ? [t('out.columns', { count: columns })] : []), ...(scale < 1 ? [t('out.smaller', { percent: figureText(scale, 'ratio') })] : [])].map((words) => `, ${words}`).join('')

const make = async (what: What, panels: readonly Placed[], whole: boolean, tools: Tools): Promise<Said> => {
  const now = tools.now()
  const about = tools.about()
  const ratio = window.devicePixelRatio
  const [first] = panels
  if (!first) throw new Nothing()
  const save = async (kind: SavedKind, content: string | Uint8Array, words = (path: string): string => t('out.saved', { path })): Promise<Said> => {
    const answer = await tools.bridge.saveFile({ kind, content, name: fileName(about.name, whole ? '' : titleOf(first.given), now, kind) })
    switch (answer.outcome) {
      case 'saved': return { good: true, words: words(answer.path) }
      case 'cancelled': return null
      case 'failed': return { good: false, words: t('out.failed', { reason: answer.reason }) }
      default: return assertNever(answer)
    }
  }
  const copied = async (form: Parameters<Bridge['copyRich']>[0], words: string): Promise<Said> => {
    const done = await tools.bridge.copyRich(form)
    return done.ok ? { good: true, words } : { good: false, words: t('out.copy.failed', { reason: done.reason }) }
  }
  if (what === 'csv') {
    const csv = panelCsv(first.given)
    if (csv === null) throw new Nothing()
    return save('csv', csv)
  }
  if (what === 'svg') return save('svg', pictureOf(panels, whole, about, now).svg)
  tools.tell(t('out.drawing'))
  if (what === 'png' || what === 'picture') {
    const picture = pictureOf(panels, whole, about, now, TALLEST)
    const { png, scale } = await pngOf(picture, ratio)
    const how = howOf(picture, scale)
    return what === 'png' ? save('png', png, (path) => t('out.saved', { path }) + how) : copied({ text: '', html: '', png }, t('out.copied.picture') + how)
  }
  const few = panels.filter(({ given }) => given.kind === 'graph').length <= MOST_PICTURES
  // words without pictures are still worth having; that there are none is said
  let bare = !few
  const { text, html } = await textOf(panels, whole, about, tools, now, async (given) => {
    if (bare) return null
    try { return dataUrl((await pngOf(panelSvg(given, { title: '', note: '', madeAt: now }, palette()), 1)).png) } catch { bare = true; return null }
  })
  return copied({ text, html, png: null }, t(bare ? 'out.copied.bare' : 'out.copied'))
}

/** Saves or copies one panel, or with null all of the view. Never rejects. */
export const takeOut = async (what: What, member: Member | null, tools: Tools): Promise<Said> => {
  try {
    if (member) return await make(what, placed(member), false, tools)
    return await withAll(tools.gathering, () => make(what, inOrder(tools.gathering.members().flatMap(placed)), true, tools))
  } catch (error) {
    const reason = error instanceof Nothing ? t('out.fail.nothing') : error instanceof DOMException ? t('out.fail.draw') : error instanceof Error ? error.message : String(error)
    return { good: false, words: t(what === 'copy' || what === 'picture' ? 'out.copy.failed' : 'out.failed', { reason }) }
  }
}

