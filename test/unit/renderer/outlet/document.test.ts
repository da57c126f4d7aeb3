// @vitest-environment jsdom
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clean } from '@shared/text/clean'
import { htmlOf, markdownOf, type Block } from '../../../../src/renderer/outlet/document'

const all: readonly Block[] = [
  { kind: 'heading', level: 1, text: 'article-service, PRODUCTION' }, { kind: 'text', text: '# 5 % fail_now, see *this* [x](y) <b> & __all__' }, { kind: 'list', items: ['http_requests_total is up', '- not a list', '1. one'] },
  { kind: 'code', language: 'promql', text: 'a ```` b' }, { kind: 'table', head: ['Series', 'now'], rows: [['a|b', '1 %']] },
  { kind: 'links', links: [{ words: 'Run]book', url: 'https://runbooks.example/a b?x=(1)|`<>' }, { words: 'evil', url: 'javascript:alert(1)' }, { words: 'user', url: 'https://me:pw@x.example/' }, { words: 'v6', url: 'http://[::1]:9090/graph?q=[5m]' }] },
  { kind: 'quote', paragraphs: ['# as it was <b>', '', '> nested'] },
  { kind: 'picture', alt: 'Latency "p95"', png: 'data:image/png;base64,iVBORw0KGgo=' }, { kind: 'picture', alt: 'x', png: 'https://evil.example/x.png' }
]

describe('a text for a developer', () => {
  it('is Markdown that reads as plain text, too', () => {
    expect(markdownOf(all)).toBe(`# article-service, PRODUCTION

\\# 5 % fail_now, see \\*this\\* \\[x\\](y) \\<b> & \\_\\_all\\_\\_

- http_requests_total is up
- \\- not a list
- 1\\. one

\`\`\`\`\`promql
a \`\`\`\` b
\`\`\`\`\`

| Series | now |
| --- | --- |
| a\\|b | 1 % |

- [Run\\]book](https://runbooks.example/a%20b?x=%281%29%7C%60%3C%3E)
- [v6](http://[::1]:9090/graph?q=%5B5m%5D)

> \\# as it was \\<b>
>
> \\> nested
`)
  })
  it('is HTML with its pictures inside, and nothing that loads', () => {
    const read = new DOMParser().parseFromString(htmlOf(all), 'text/html')
    expect([
      read.querySelector('h1')?.textContent, read.querySelector('p')?.textContent, [...read.querySelectorAll('blockquote p')].map((e) => e.textContent), [...read.querySelectorAll('td')].map((e) => e.textContent), [...read.querySelectorAll('a')].map((e) => e.getAttribute('href')),
      [...read.querySelectorAll('img')].map((e) => [e.getAttribute('src'), e.getAttribute('alt')])
    ]).toEqual([
      'article-service, PRODUCTION', '# 5 % fail_now, see *this* [x](y) <b> & __all__', ['# as it was <b>', '> nested'], ['a|b', '1 %'], ['https://runbooks.example/a%20b?x=%281%29%7C%60%3C%3E', 'http://[::1]:9090/graph?q=%5B5m%5D'],
      [['data:image/png;base64,iVBORw0KGgo=', 'Latency "p95"']]
    ])
  })
  const hostile = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('```\n# out', '~~~\nx', '`', '``````', '\n```', '</code></pre><script>', '"><img src=x onerror=y>', '\u2028```', '\r```\r'))
  it('keeps code in its fence, whatever it holds', () => {
    fc.assert(fc.property(hostile, hostile, (a, b) => {
      const code = `${a}\n${b}`
      const lines = markdownOf([{ kind: 'code', language: 'promql', text: code }, { kind: 'text', text: 'after' }]).split('\n')
      const fence = /^`+/.exec(lines[0]!)![0]
      const end = lines.findIndex((line, i) => i > 0 && new RegExp(`^ {0,3}\`{${fence.length},}\\s*$`).test(line))
      expect([lines.slice(1, end).join('\n'), lines.slice(end)]).toEqual([clean(code, { max: 20_000, lines: true }), [fence, '', 'after', '']])
    }))
  })
  it('keeps words words in HTML, whatever they hold', () => {
    fc.assert(fc.property(hostile, (words) => {
      const read = new DOMParser().parseFromString(htmlOf([{ kind: 'text', text: words }, { kind: 'list', items: [words] }, { kind: 'quote', paragraphs: [`${words}.`] }, { kind: 'table', head: [words], rows: [[words]] }, { kind: 'picture', alt: words, png: 'data:image/png;base64,AAAA' }]), 'text/html')
      expect([...new Set([...read.querySelectorAll('body *')].map((e) => e.localName))].sort()).toEqual(['blockquote', 'img', 'li', 'p', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul'])
      expect([...read.querySelector('img')!.attributes].map((a) => a.name)).toEqual(['src', 'alt'])
      // an HTML reader has no lone surrogates
      expect(read.querySelector('li')!.textContent).toBe(clean(words, { max: 4_000 }).trim())
    }))
  })
})
