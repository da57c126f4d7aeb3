/** Text of a panel in parts that can be drawn without ever being markup. */
export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'bold' | 'italic'; readonly parts: readonly Inline[] }
  | { readonly kind: 'link'; readonly url: string; readonly parts: readonly Inline[] }
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3 | 4 | 5 | 6; readonly parts: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly parts: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'rule' }

export const MOST_TEXT = 50_000
const MOST_BLOCKS = 2_000
const MOST_NESTED = 4

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', '#39': "'", '#x27': "'" }

/**
 * HTML as the text it shows: what a page would run or style goes with its contents, tags go, a few become line ends or list marks, and links
 * become Markdown's. One pass from left to right, so that what is left can not form a tag anew: `<` that begins none is kept as a letter.
 */
export const withoutHtml = (html: string): string => {
  const small = html.toLowerCase()
  let out = ''
  let at = 0
  const links: string[] = []
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (open < 0) { out += html.slice(at); break }
    out += html.slice(at, open)
    if (html.startsWith('<!--', open)) { const end = html.indexOf('-->', open + 4); at = end < 0 ? html.length : end + 3; continue }
    const tag = /^<(\/?)([a-zA-Z][a-zA-Z0-9-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>?/.exec(html.slice(open, open + 20_000))
    if (!tag) { if (/^<[a-zA-Z/!?]/.test(html.slice(open, open + 2))) { const end = html.indexOf('>', open); at = end < 0 ? html.length : end + 1 } else { out += '<'; at = open + 1 } continue }
    const [whole, closing, name = '', rest = ''] = tag
    const lower = name.toLowerCase()
    at = open + whole.length
    if (closing === '' && HIDDEN.has(lower)) {
      const end = small.indexOf(`</${lower}`, at)
      const close = end < 0 ? -1 : html.indexOf('>', end)
      at = close < 0 ? html.length : close + 1
    } else if (lower === 'a') {
      if (closing === '') {
        const url = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(rest)
        links.push((url?.[1] ?? url?.[2] ?? url?.[3] ?? '').replace(/[\s()<>]/g, encodeURIComponent))
        if (links.at(-1) !== '') out += '['
      } else { const url = links.pop(); if (url) out += `](${url})` }
    } else if (lower === 'li' && closing === '') out += '\n- '
    else if (/^h[1-6]$/.test(lower)) out += closing === '' ? `\n\n${'#'.repeat(Number(lower[1]))} ` : '\n\n'
    else if (lower === 'b' || lower === 'strong') out += '**'
    else if (lower === 'code') out += '`'
    else if (lower === 'br') out += '\n'
    else if (BLOCKS.has(lower)) out += '\n\n'
    else if (lower === 'td' || lower === 'th') out += closing === '' ? '' : ' '
  }
  return out.replace(/&(#?[a-z0-9]{1,6});/gi, (all, name: string) => ENTITIES[name.toLowerCase()] ?? all)
}
const HIDDEN = new Set(['script', 'style', 'iframe', 'object', 'svg', 'template', 'noscript', 'head', 'math', 'select', 'textarea', 'title', 'video', 'audio', 'canvas'])
const BLOCKS = new Set(['p', 'div', 'section', 'article', 'header', 'footer', 'ul', 'ol', 'table', 'tr', 'blockquote', 'pre', 'center', 'hr', 'marquee'])

/** A small part of Markdown: headings, lists, bold, italic, code, links. Everything else is the text that it is. */
export const readMarkdown = (source: string): readonly Block[] => {
  const lines = outsideCode(source.slice(0, MOST_TEXT).replace(/\r\n?/g, '\n'))
  const blocks: Block[] = []
  /** Of the list that is the last block. */
  let items: (readonly Inline[])[] = []
  let words: string[] = []
  const end = (): void => { if (words.length > 0) blocks.push({ kind: 'paragraph', parts: inline(words.join('\n')) }); words = [] }
  for (let i = 0; i < lines.length && blocks.length < MOST_BLOCKS; i++) {
    const line = lines[i]!
    const fence = /^\s*(```+|~~~+)/.exec(line)?.[1]
    if (fence !== undefined) {
      end()
      const code: string[] = []
      while (++i < lines.length && !lines[i]!.trimStart().startsWith(fence)) code.push(lines[i]!)
      blocks.push({ kind: 'code', text: code.join('\n') })
      continue
    }
    const heading = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line)
    const item = /^\s*(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/.exec(line)
    if (line.trim() === '') end()
    else if (heading) { end(); if (heading[2] !== '') blocks.push({ kind: 'heading', level: heading[1]!.length as 1, parts: inline(heading[2]!) }) } else if (/^\s{0,3}([-*_])\s*(\1\s*){2,}$/.test(line)) { end(); blocks.push({ kind: 'rule' }) } else if (item) {
      end()
      const ordered = item[1] !== undefined
      const last = blocks.at(-1)
      if (last?.kind === 'list' && last.ordered === ordered && /^\s*(?:[-*+]|\d{1,9}[.)])\s/.test(lines[i - 1] ?? '')) items.push(inline(item[2]!))
      else { items = [inline(item[2]!)]; blocks.push({ kind: 'list', ordered, items }) }
    } else words.push(line.trim())
  }
  end()
  return blocks
}

/** Lines without HTML; what stands between fences is code and stays. */
const outsideCode = (source: string): readonly string[] => {
  const out: string[] = []
  let part: string[] = []
  let fence: string | null = null
  const end = (): void => { if (part.length > 0) out.push(...withoutHtml(part.join('\n')).split('\n')); part = [] }
  for (const line of source.split('\n')) {
    const mark = /^\s*(```+|~~~+)/.exec(line)?.[1]
    if (fence === null && mark !== undefined) { end(); fence = mark; out.push(line) } else if (fence !== null) {
      out.push(line)
      if (line.trimStart().startsWith(fence)) fence = null
    } else part.push(line)
  }
  end()
  return out
}

/** Only what a browser may be sent to, judged again when it is opened. */
const isWeb = (url: string): boolean => /^https?:\/\/[^\s]+$/i.test(url)

const MARK = /(?<!`)(`{1,3})([^`\n]{1,2000})\1(?!`)|!?\[([^[\]]{0,500}(?:\[[^[\]]{0,100}\][^[\]]{0,100})?)\]\(\s*<?([^\s()<>]{0,2000}(?:\([^\s()]{0,500}\)[^\s()<>]{0,500})?)>?(?:\s+["'][^)]{0,300}["'])?\s*\)|\*\*([^*\n](?:[^\n]{0,2000}?[^*\n])?)\*\*|__([^_\n](?:[^\n]{0,2000}?[^_\n])?)__|(?<![\w*])\*([^*\n]{1,1000})\*(?![\w*])|(?<!\w)_([^_\n]{1,1000})_(?!\w)|<?(https?:\/\/[^\s<>()\]]{1,2000})>?/g

const inline = (text: string, depth = 0): readonly Inline[] => {
  const out: Inline[] = []
  const say = (words: string): void => { if (words !== '') out.push({ kind: 'text', text: words.replace(/\\([\\`*_{}[\]()#+\-.!])/g, '$1') }) }
  if (depth >= MOST_NESTED) { say(text); return out }
  let at = 0
  for (const match of text.matchAll(MARK)) {
    say(text.slice(at, match.index))
    at = match.index + match[0].length
    const [, , code, label, url, bold, bold2, italic, italic2, bare] = match
    if (code !== undefined) out.push({ kind: 'code', text: code.trim() })
    else if (bare !== undefined) out.push({ kind: 'link', url: bare.replace(/[.,;:!?]+$/, ''), parts: [{ kind: 'text', text: bare.replace(/[.,;:!?]+$/, '') }] }, ...tail(bare))
    else if (label !== undefined) {
      const parts = inline(label, depth + 1)
      // a picture is not fetched; what it is called is said
      if (match[0].startsWith('!') || !isWeb(url ?? '')) out.push(...parts)
      else out.push({ kind: 'link', url: url!, parts: parts.length > 0 ? parts : [{ kind: 'text', text: url! }] })
    } else if (bold !== undefined || bold2 !== undefined) out.push({ kind: 'bold', parts: inline((bold ?? bold2)!, depth + 1) })
    else out.push({ kind: 'italic', parts: inline((italic ?? italic2)!, depth + 1) })
  }
  say(text.slice(at))
  return out
}
const tail = (bare: string): readonly Inline[] => { const rest = /[.,;:!?]+$/.exec(bare)?.[0]; return rest === undefined ? [] : [{ kind: 'text', text: rest }] }
