import { useMemo, type ReactNode } from 'react'
import { readMarkdown, type Block, type Inline } from '@shared/grafana/markdown'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { OutButton, type Sheet } from '../../charts'
import { Link } from '../../ui'
import type { Setting } from './Frame'
import { proseOf } from './prose'
import { useLeaving } from './use-leaving'
import css from './dashboards.module.css'

/** A text of a board as parts of our own; nothing in it is ever markup. */
export const TextTile = ({ title, text, mode, setting }: { readonly title: string; readonly text: string; readonly mode: 'markdown' | 'plain'; readonly setting: Setting }): ReactNode => {
  const blocks = useMemo((): readonly Block[] => (mode === 'plain' ? [{ kind: 'code', text }] : readMarkdown(text)), [text, mode])
  const { figure, out } = useLeaving((): Sheet => ({ kind: 'sheet', title, ...setting, at: null, status: { kind: 'answered' }, warnings: [], body: proseOf(blocks), more: 0 }))
  const button = out && <OutButton {...out} title={title || t('out.sheet.text')} />
  return (
    <figure ref={figure} className={css['tile']} tabIndex={out ? -1 : undefined} data-untitled={title === '' || undefined}>
      {title === '' ? button : <figcaption><b>{title}</b><span className={css['tileEnd']} />{button}</figcaption>}
      <div className={`${css['tileBody']} ${css['prose']}`} role="region" aria-label={title} tabIndex={0}>{blocks.map((block, i) => <Part key={i} block={block} />)}</div>
    </figure>
  )
}

const Part = ({ block }: { readonly block: Block }): ReactNode => {
  switch (block.kind) {
    case 'heading': return <h3 data-level={block.level}><Words parts={block.parts} /></h3>
    case 'paragraph': return <p><Words parts={block.parts} /></p>
    case 'list': { const List = block.ordered ? 'ol' : 'ul'; return <List>{block.items.map((item, i) => <li key={i}><Words parts={item} /></li>)}</List> }
    case 'code': return <pre>{clean(block.text, { max: 20_000, lines: true })}</pre>
    case 'rule': return <hr />
  }
}

const Words = ({ parts }: { readonly parts: readonly Inline[] }): ReactNode => parts.map((part, i) => {
  switch (part.kind) {
    case 'text': return <span key={i}>{clean(part.text, { max: 20_000, lines: true })}</span>
    case 'code': return <code key={i}>{clean(part.text, { max: 2_000 })}</code>
    case 'bold': return <b key={i}><Words parts={part.parts} /></b>
    case 'italic': return <em key={i}><Words parts={part.parts} /></em>
    case 'link': return <Link key={i} url={part.url}><Words parts={part.parts} /></Link>
  }
})
