import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readMarkdown, withoutHtml, type Block, type Inline } from '@shared/grafana/markdown'
import { fits, safeRegex } from '@shared/grafana/regex'

const plain = (parts: readonly Inline[]): string => parts.map((p) => ('text' in p ? p.text : plain(p.parts))).join('')

test('headings, lists, bold, code and links become parts', () => {
  expect(readMarkdown('# Disk *full*\nSee **the `df` output**\nand [runbook](https://wiki.example/disk_(1) "Runbook").\n\n- one\n- [two](javascript:alert(1))\n\n1. first\n```\n<b>rm -rf</b>\n```\n---\nhttps://example.org/a.')).toEqual([
    { kind: 'heading', level: 1, parts: [{ kind: 'text', text: 'Disk ' }, { kind: 'italic', parts: [{ kind: 'text', text: 'full' }] }] },
    { kind: 'paragraph', parts: [
      { kind: 'text', text: 'See ' }, { kind: 'bold', parts: [{ kind: 'text', text: 'the ' }, { kind: 'code', text: 'df' }, { kind: 'text', text: ' output' }] }, { kind: 'text', text: '\nand ' },
      { kind: 'link', url: 'https://wiki.example/disk_(1)', parts: [{ kind: 'text', text: 'runbook' }] }, { kind: 'text', text: '.' }
    ] },
    { kind: 'list', ordered: false, items: [[{ kind: 'text', text: 'one' }], [{ kind: 'text', text: 'two' }]] },
    { kind: 'list', ordered: true, items: [[{ kind: 'text', text: 'first' }]] },
    { kind: 'code', text: '<b>rm -rf</b>' },
    { kind: 'rule' },
    { kind: 'paragraph', parts: [{ kind: 'link', url: 'https://example.org/a', parts: [{ kind: 'text', text: 'https://example.org/a' }] }, { kind: 'text', text: '.' }] }
  ] satisfies readonly Block[])
})

test('HTML becomes the text it shows, and scripts become nothing', () => {
  expect([
    withoutHtml('<h2>Hi</h2><script>alert(1)</script><p onclick="x()">There &amp; <b>now</b></p>').trim(),
    withoutHtml('<scr<script>ipt>alert(1)</script>'), withoutHtml('a < b && c > d'), withoutHtml('<img src=x onerror=alert(1)>pic'), withoutHtml('<a href="https://x.example/a b">go</a>'),
    withoutHtml('<style>body{}</style>x<!-- <b>hidden</b> -->y'), withoutHtml('before<script>never closed'), withoutHtml('<iframe src="https://evil">no</iframe>after'), withoutHtml('&lt;script&gt;')
  ]).toEqual(['## Hi\n\n\n\nThere & **now**', 'ipt>alert(1)', 'a < b && c > d', 'pic', '[go](https://x.example/a%20b)', 'xy', 'before', 'after', '<script>'])
})

test('a link leads to the web or nowhere', () => {
  const links = readMarkdown('[a](javascript:x) [b](data:text/html,x) [c](file:///etc) [d](https://ok.example) ![e](https://pic.example/x.png) [f](vbscript:x) [g](//evil.example)')
  expect(links).toEqual([{ kind: 'paragraph', parts: [
    ...['a', ' ', 'b', ' ', 'c', ' '].map((text) => ({ kind: 'text', text })), { kind: 'link', url: 'https://ok.example', parts: [{ kind: 'text', text: 'd' }] }, ...[' ', 'e', ' ', 'f', ' ', 'g'].map((text) => ({ kind: 'text', text }))
  ] }])
})

test('plain words stay what they are', () => {
  fc.assert(fc.property(fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1, maxLength: 30 }), (words) => {
    const said = readMarkdown(words.join(' ')).map((b) => ('parts' in b ? plain(b.parts) : '')).join('\n')
    return said === words.join(' ')
  }))
})

test.each([
  ['ticks', '`'.repeat(50_000)], ['brackets', '['.repeat(50_000)], ['stars', '*a '.repeat(16_000)], ['tags', '<a '.repeat(16_000)], ['scripts', '<script>'.repeat(6_000)], ['links', '[a](('.repeat(10_000)],
  ['under', '__'.repeat(25_000)], ['bold', '**'.repeat(25_000)], ['quotes', '<a "'.repeat(12_000)], ['images', '![]('.repeat(12_000)], ['comments', '<!--'.repeat(12_000)], ['lists', '- x\n'.repeat(12_000)]
])('hostile %s are read in no time', (_name, text) => {
  const before = performance.now()
  readMarkdown(text)
  expect(performance.now() - before).toBeLessThan(1_500)
})

test('patterns that no linear engine can run are refused', () => {
  const why = (text: string): string => { const read = safeRegex(text); return read.ok ? 'ok' : read.why }
  expect(['/(a)\\1/', '/(?<x>a)\\k<x>/', '/^(?=(lo|veth)).*$/', '/(?<=(a))b/', '/(((a{99}){99}){99}){99}/', '/(?:(?:(?:){999}){999}){999}/', 'x'.repeat(2_000), '/(/', '/\\u0041/', '/a/q'].map(why))
    .toEqual(['back', 'back', 'look', 'look', 'big', 'big', 'long', 'wrong', 'odd', 'wrong'])
  expect(['/.*instance="([^"]*):.*".*/', '/^node-(\\d+)$/', '/(?<text>[^|]+)\\|(?<value>\\d+)/', '(prod|staging)', '/[a-z]+|nvme[0-9]+n[0-9]+|mmcblk[0-9]+/', '/(a+)+$/', '/(a|a)*b/', '/.*.*.*.*.*.*.*/', '/eth{1,2}/i', '/^(?!lo|veth).*$/', '(?!foo).+'].map(why)).toEqual(Array.from({ length: 11 }, () => 'ok'))
})

test.each(['/a*a*a*a*a*a*b/', '/.*a.*a.*a.*a.*a.*a#/', '/(a+)+b/', '/(a|a)*b/', '/(.*a){20}#/'])('%s takes steps in proportion to the text', (pattern) => {
  const read = safeRegex(pattern)
  const taken = [100, 1_000].map((length) => { const work = { left: 1_000_000 }; expect(read.ok && read.search('a'.repeat(length), work)).toBe(null); return 1_000_000 - work.left })
  expect(taken[1]! / taken[0]!).toBeLessThan(11)
})

test('a name that fits does so wherever the pattern stands, and one that would take too much does not', () => {
  const said = (pattern: string, text: string): boolean => { const read = safeRegex(pattern); return read.ok && fits(read, text) }
  expect([said('/ETH/i', 'my eth0'), said('eth', 'eth0'), said('eth.', 'eth0'), said('/a$/m', 'a\nb'), said('/a.b/s', 'a\nb'), said('/a.b/', 'a\nb'), said('/(.?){400}#/', 'a'.repeat(900) + '#'), said('/./', 'x'.repeat(3_000)), said('/^(?!LO|veth)/i', 'eth0'), said('/^(?!LO|veth)/i', 'lo'), said('(?!lo).+', 'eth0'), said('(?!lo).+', 'lo1')])
    .toEqual([true, false, true, true, true, false, false, false, true, false, true, false])
})
