import { assertNever } from '@shared/domain/assert-never'
import { t } from '@shared/text/catalogue'
import type { Paragraph, Reading, Sheet, Span } from '../charts'
import type { Block } from './document'
import { rangeItems, sourceItems } from './panel-blocks'

const MOST_ROWS = 50

/** What is serious is said, since words have no colour. */
const judged = (text: string, tone: Reading['tone']): string => (tone === 'critical' || tone === 'warning' ? `${text}, ${t(`severity.${tone}`)}` : text)

/** What was written, as a quote; code keeps its lines. */
const quoted = (paragraphs: readonly Paragraph[]): readonly Block[] => {
  const blocks: Block[] = []
  for (const { text, code } of paragraphs) {
    const last = blocks.at(-1)
    if (code) blocks.push({ kind: 'code', language: 'text', text })
    else if (last?.kind === 'quote') blocks[blocks.length - 1] = { ...last, paragraphs: [...last.paragraphs, text] }
    else blocks.push({ kind: 'quote', paragraphs: [text] })
  }
  return blocks
}

const bodyBlocks = ({ body, title }: Sheet): readonly Block[] => {
  switch (body.kind) {
    case 'readings': return body.readings.length === 0 ? [{ kind: 'text', text: t('out.md.noSamples') }] : [{
      kind: 'table', head: [t('out.md.name'), t('out.md.value')],
      rows: body.readings.map(({ name, number, unit, tone, note }) => [name || title || t('common.none'), judged([unit === '' ? number : `${number}\u202f${unit}`, note].filter(Boolean).join(', '), tone)])
    }]
    case 'grid': return body.rows.length === 0 ? [{ kind: 'text', text: t('out.md.noSamples') }] : [{
      kind: 'table', head: body.columns.map(({ name }) => name), rows: body.rows.slice(0, MOST_ROWS).map((row) => row.map(({ text, tone }) => judged(text, tone)))
    }]
    case 'words': return [
      ...quoted(body.paragraphs),
      ...(body.links.length > 0 ? [{ kind: 'links', links: body.links } satisfies Block] : [])
    ]
    default: return assertNever(body)
  }
}

/** A panel that is no graph in words: where its numbers come from, the queries behind it, and what it says. `told`: the time that was said already. */
export const sheetBlocks = (sheet: Sheet, now: number, told: Span): readonly Block[] => {
  const { title, body, more, source, at, staleAfterMs, status, warnings, window, zone, queries } = sheet
  const hidden = more + (body.kind === 'grid' ? Math.max(0, body.rows.length - MOST_ROWS) : 0)
  const facts = source === null ? [] : [
    ...(window.from === told.from && window.to === told.to ? [] : rangeItems(window, zone)),
    ...sourceItems(source.name, at === null ? null : { at, newest: false, warnings }, staleAfterMs, status, now)
  ]
  return [
    { kind: 'heading', level: 2, text: title || t('out.sheet.text') },
    ...(facts.length > 0 ? [{ kind: 'list', items: facts } satisfies Block] : []),
    ...queries.map((text): Block => ({ kind: 'code', language: 'promql', text })),
    ...bodyBlocks(sheet),
    ...(hidden > 0 ? [{ kind: 'text', text: t('out.md.more', { count: hidden }) } satisfies Block] : [])
  ]
}
