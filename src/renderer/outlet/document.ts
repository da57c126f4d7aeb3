import { clean } from '@shared/text/clean'
import { assertNever } from '@shared/domain/assert-never'

/** A text for somebody else in its parts; one writer for each place that takes it. Texts are from anywhere. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'code'; readonly language: 'promql' | 'text'; readonly text: string }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  /** What somebody else wrote, in its paragraphs. */
  | { readonly kind: 'quote'; readonly paragraphs: readonly string[] }
  | { readonly kind: 'links'; readonly links: readonly Link[] }
  /** PNG as a `data:` URL; a plain text leaves it out. */
  | { readonly kind: 'picture'; readonly alt: string; readonly png: string }
export interface Link { readonly words: string; readonly url: string }

const line = (text: string): string => clean(text, { max: 4_000 }).trim()

/** The address as a link may carry it: the web's, with nothing in it that could end the link. Null: it is none. */
const addressOf = (text: string): string | null => {
  try {
    const url = new URL(text.trim())
    if ((url.protocol !== 'https:' && url.protocol !== 'http:') || url.username || url.password) return null
    return url.origin + url.href.slice(url.origin.length).replace(/[\\<>()[\]`|\s]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
  } catch { return null }
}

/** Words in which Markdown sees nothing but words; what would read as plain anyway stays as it is, for those who read the text itself. */
const plain = (text: string): string =>
  line(text)
    .replace(/[\\`*[\]]|~(?=~)|<(?=[a-z/!?])|&(?=#|\w+;)/gi, '\\$&')
    // between letters it is part of a name
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/^(?:[#>]|[+-](?=\s|$|-)|=+$|~)/, '\\$&').replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2')
const cell = (text: string): string => plain(text).replaceAll('|', '\\|')

/** A fence that no run of backticks inside can end. */
const fenced = (text: string, language: string): string => {
  const inside = clean(text, { max: 20_000, lines: true })
  const fence = '`'.repeat(Math.max(3, ...[...inside.matchAll(/`+/g)].map(([run]) => run.length + 1)))
  return `${fence}${language}\n${inside}\n${fence}`
}

const markdownBlock = (block: Block): string => {
  switch (block.kind) {
    case 'heading': return `${'#'.repeat(block.level)} ${plain(block.text)}`
    case 'text': return plain(block.text)
    case 'list': return block.items.map((item) => `- ${plain(item)}`).join('\n')
    case 'code': return fenced(block.text, block.language)
    case 'table': return [block.head, block.head.map(() => '---'), ...block.rows].map((row, i) => `| ${row.map((each) => (i === 1 ? each : cell(each))).join(' | ')} |`).join('\n')
    case 'quote': return block.paragraphs.map((text) => plain(text)).filter((text) => text !== '').map((text) => `> ${text}`).join('\n>\n')
    case 'links': return block.links.flatMap(({ words, url }) => { const address = addressOf(url); return address === null ? [] : [`- [${plain(words)}](${address})`] }).join('\n')
    case 'picture': return ''
    default: return assertNever(block)
  }
}

/** As Markdown (CommonMark with GitHub's tables). */
export const markdownOf = (blocks: readonly Block[]): string => `${blocks.map(markdownBlock).filter((text) => text !== '').join('\n\n')}\n`

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' }
const safe = (text: string): string => text.replace(/[&<>"']/g, (letter) => ENTITIES[letter]!)
const inline = (text: string): string => safe(line(text))

const htmlBlock = (block: Block): string => {
  switch (block.kind) {
    case 'heading': return `<h${block.level}>${inline(block.text)}</h${block.level}>`
    case 'text': return `<p>${inline(block.text)}</p>`
    case 'list': return `<ul>${block.items.map((item) => `<li>${inline(item)}</li>`).join('')}</ul>`
    case 'code': return `<pre><code>${safe(clean(block.text, { max: 20_000, lines: true }))}</code></pre>`
    case 'table': return `<table><thead><tr>${block.head.map((cell) => `<th>${inline(cell)}</th>`).join('')}</tr></thead><tbody>${block.rows.map((row) => `<tr>${row.map((cell) => `<td>${inline(cell)}</td>`).join('')}</tr>`).join('')}</tbody></table>`
    case 'quote': return `<blockquote>${block.paragraphs.filter((text) => line(text) !== '').map((text) => `<p>${inline(text)}</p>`).join('')}</blockquote>`
    case 'links': return `<ul>${block.links.flatMap(({ words, url }) => { const address = addressOf(url); return address === null ? [] : [`<li><a href="${safe(address)}">${inline(words)}</a></li>`] }).join('')}</ul>`
    case 'picture': return /^data:image\/png;base64,[A-Za-z0-9+/=]+$/.test(block.png) ? `<p><img src="${block.png}" alt="${inline(block.alt)}"></p>` : ''
    default: return assertNever(block)
  }
}

/** The same for places that take pictures along with words. */
export const htmlOf = (blocks: readonly Block[]): string => `<meta charset="utf-8">${blocks.map(htmlBlock).join('\n')}`
