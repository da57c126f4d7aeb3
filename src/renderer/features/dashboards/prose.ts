import type { Block, Inline } from '@shared/grafana/markdown'
import { clean } from '@shared/text/clean'
import type { Paragraph, SheetBody } from '../../charts'

const wordsOf = (parts: readonly Inline[]): string => parts.map((part) => ('parts' in part ? wordsOf(part.parts) : part.text)).join('')
const linksOf = (parts: readonly Inline[]): readonly { readonly words: string; readonly url: string }[] =>
  parts.flatMap((part) => (part.kind === 'link' ? [{ words: clean(wordsOf(part.parts), { max: 200 }), url: part.url }] : 'parts' in part ? linksOf(part.parts) : []))
const partsOf = (block: Block): readonly (readonly Inline[])[] => {
  switch (block.kind) {
    case 'heading': case 'paragraph': return [block.parts]
    case 'list': return block.items
    case 'code': case 'rule': return []
  }
}
const plain = (text: string): string => clean(text, { max: 20_000 }).trim()

/** A text of a board without its markup, and where its links lead. */
export const proseOf = (blocks: readonly Block[]): Extract<SheetBody, { readonly kind: 'words' }> => ({
  kind: 'words', links: blocks.flatMap((block) => partsOf(block).flatMap(linksOf)),
  paragraphs: blocks.flatMap((block): readonly Paragraph[] => {
    switch (block.kind) {
      case 'heading': return [{ text: plain(wordsOf(block.parts)), strong: true, code: false }]
      case 'paragraph': return wordsOf(block.parts).split('\n').map((line) => ({ text: plain(line), strong: false, code: false }))
      case 'list': return block.items.map((item, i) => ({ text: `${block.ordered ? `${i + 1}.` : '•'} ${plain(wordsOf(item))}`, strong: false, code: false }))
      case 'code': return [{ text: clean(block.text, { max: 20_000, lines: true }), strong: false, code: true }]
      case 'rule': return []
    }
  }).filter(({ text }) => text !== '')
})
