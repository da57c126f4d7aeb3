import { describe, expect, it } from 'vitest'
import { SourceFailure } from '../../../src/main/ports/failure'
import type { HttpResponse } from '../../../src/main/ports/http'
import { jsonReply, serverTime, type ReplyOptions } from '../../../src/main/ports/reply'

const PATH = '/api/v2/alerts'
const reply = (over: Partial<Omit<HttpResponse, 'body'>> & { readonly body?: string } = {}): HttpResponse => ({
  status: 200, headers: { 'content-type': 'application/json' }, url: `https://am.example${PATH}`, ...over, body: new TextEncoder().encode(over.body ?? '[]')
})
const failure = (response: HttpResponse, options?: ReplyOptions): unknown => {
  try { jsonReply(response, PATH, options) } catch (error) {
    if (error instanceof SourceFailure) return { code: error.code, values: error.values, retryAfterMs: error.retryAfterMs }
    throw error
  }
  throw new Error('expected a failure')
}
const failed = (code: string, values: object = {}, retryAfterMs: number | null = null): unknown => ({ code, values, retryAfterMs })
const html = { 'content-type': 'text/html; charset=utf-8' }

describe('jsonReply', () => {
  it('reads JSON, whatever the type says, with or without a byte order mark', () => {
    expect(jsonReply(reply({ body: '{"a":[1,"é"]}' }), PATH)).toEqual({ a: [1, 'é'] })
    expect(jsonReply(reply({ body: '\ufeff [1]', headers: {} }), PATH)).toEqual([1])
    expect(jsonReply(reply({ body: '[1]', headers: html }), PATH)).toEqual([1])
    expect(jsonReply(reply({ status: 202, body: 'null' }), PATH)).toBeNull()
  })

  it('keeps a __proto__ key inert', () => {
    const value = jsonReply(reply({ body: '{"__proto__":{"polluted":true}}' }), PATH) as object
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect(Object.keys(value)).toEqual(['__proto__'])
  })

  it('replaces bytes that are not UTF-8', () => {
    expect(jsonReply({ ...reply(), body: Uint8Array.from([0x22, 0x61, 0xff, 0x22]) }, PATH)).toBe('a\ufffd')
  })

  it.each([
    [401, failed('unauthorized')], [403, failed('forbidden', { path: PATH })], [404, failed('not-found', { path: PATH })], [407, failed('proxy-auth')],
    [410, failed('gone')], [429, failed('rate-limited')], [500, failed('server-error', { status: 500 })], [502, failed('server-error', { status: 502 })],
    [504, failed('server-error', { status: 504 })], [204, failed('empty')], [206, failed('unexpected-status', { status: 206 })],
    [302, failed('unexpected-status', { status: 302 })], [304, failed('unexpected-status', { status: 304 })], [400, failed('unexpected-status', { status: 400 })],
    [422, failed('unexpected-status', { status: 422 })]
  ])('reads status %i', (status, expected) => { expect(failure(reply({ status }))).toEqual(expected) })

  it('tells a server that is starting from one that fails', () => {
    expect(failure(reply({ status: 503, body: 'Service Unavailable', headers: { 'content-type': 'text/plain' } }))).toEqual(failed('not-ready'))
    expect(failure(reply({ status: 503, body: 'Service Unavailable', headers: { 'content-type': 'text/plain', 'retry-after': '3' } }))).toEqual(failed('not-ready', {}, 3000))
    expect(failure(reply({ status: 503, body: '{"status":"error"}' }))).toEqual(failed('server-error', { status: 503 }))
  })

  it('hands the error envelope of an allowed status to the caller, and only JSON', () => {
    expect(jsonReply(reply({ status: 422, body: '{"status":"error"}' }), PATH, { allow: [400, 422, 503] })).toEqual({ status: 'error' })
    expect(failure(reply({ status: 422, body: 'no' }), { allow: [422] })).toEqual(failed('unexpected-status', { status: 422 }))
    expect(failure(reply({ status: 503, body: 'starting', headers: {} }), { allow: [503] })).toEqual(failed('not-ready'))
    expect(failure(reply({ status: 400, body: '<html>', headers: html }), { allow: [400] })).toEqual(failed('unexpected-status', { status: 400 }))
    expect(failure(reply({ status: 404 }), { allow: [400] })).toEqual(failed('not-found', { path: PATH }))
  })

  it.each([
    ['seconds', '17', {}, 17_000],
    ['zero', '0', {}, 0],
    ['more than five minutes', '86400', {}, 300_000],
    ['a date, by the server\'s clock', 'Thu, 13 Nov 2025 12:00:30 GMT', { date: 'Thu, 13 Nov 2025 12:00:00 GMT' }, 30_000],
    ['a date that has passed', 'Thu, 13 Nov 2025 11:00:00 GMT', { date: 'Thu, 13 Nov 2025 12:00:00 GMT' }, 0],
    ['a date far away', 'Fri, 14 Nov 2025 12:00:00 GMT', { date: 'Thu, 13 Nov 2025 12:00:00 GMT' }, 300_000],
    ['a date without a clock to measure it by', 'Thu, 13 Nov 2025 12:00:30 GMT', {}, null],
    ['rubbish', 'soon', { date: 'Thu, 13 Nov 2025 12:00:00 GMT' }, null],
    ['a negative number', '-5', {}, null]
  ])('reads Retry-After: %s', (_, value, headers, expected) => {
    expect(failure(reply({ status: 429, headers: { ...headers, 'retry-after': value } }))).toEqual(failed('rate-limited', {}, expected))
  })

  it('refuses what is empty', () => {
    expect(failure(reply({ body: '' }))).toEqual(failed('empty'))
    expect(failure(reply({ body: ' \r\n\t' }))).toEqual(failed('empty'))
    expect(failure(reply({ body: '\ufeff' }))).toEqual(failed('empty'))
  })

  it('says where JSON breaks, never what it holds', () => {
    expect(failure(reply({ body: '{"token":"hush' }))).toEqual(failed('not-json', { offset: 14 }))
    expect(failure(reply({ body: '[1, oops]' }))).toEqual(failed('not-json', { offset: 4 }))
  })

  it('refuses 10,000 levels without a crash, and takes 200', () => {
    const nested = (levels: number): HttpResponse => reply({ body: '{"a":'.repeat(levels) + '1' + '}'.repeat(levels) })
    expect(failure(nested(10_000))).toEqual(failed('wrong-shape', { detail: 'nested deeper than 200 levels' }))
    expect(failure(reply({ body: '['.repeat(10_000) }))).toEqual(failed('not-json', { offset: 10_000 }))
    expect(failure(nested(201))).toMatchObject({ code: 'wrong-shape' })
    expect(jsonReply(nested(200), PATH)).toBeTypeOf('object')
  })

  it('calls a web page a web page', () => {
    expect(failure(reply({ body: '<!doctype html><title>Welcome to the airport</title>', headers: html }))).toEqual(failed('html'))
    expect(failure(reply({ body: '  <html>', headers: {} }))).toEqual(failed('html'))
    expect(failure(reply({ body: 'hello', headers: html }))).toEqual(failed('html'))
    expect(failure(reply({ body: '<html>', headers: html, url: 'http://portal.airport.example/', redirects: 1 }))).toEqual(failed('html'))
  })

  it('knows a sign-in page by its form, and by its address where a redirect led there', () => {
    const form = '<html><form><input name=p type="password"></form>'
    const page = (url: string, body: string, over: Partial<HttpResponse> = {}): unknown => failure({ ...reply({ url, headers: html, body }), ...over })
    expect(page('https://am.example/login?next=%2Fapi', '<html>')).toEqual(failed('sign-in-needed', { host: 'am.example' }))
    expect(page('https://sso.corp.example:8443/', '<html>')).toEqual(failed('sign-in-needed', { host: 'sso.corp.example:8443' }))
    expect(page('https://corp.example/start', form)).toEqual(failed('sign-in-needed', { host: 'corp.example' }))
    expect(page(`https://sso.example${PATH}`, form, { redirects: 1 })).toEqual(failed('sign-in-needed', { host: 'sso.example' }))
    expect(page('https://am.example/login', '<html>', { status: 400 })).toEqual(failed('sign-in-needed', { host: 'am.example' }))
    expect(page('https://am.example/blogging', '<html>')).toEqual(failed('html'))
    expect(page(`https://auth.example${PATH}`, '<html>')).toEqual(failed('html'))
    expect(page(`https://am.example${PATH}`, form)).toEqual(failed('sign-in-needed', { host: 'am.example' }))
    expect(page(`https://am.example${PATH}`, '<form method="GET" action="/oauth2/start"><button>', { status: 403 })).toEqual(failed('sign-in-needed', { host: 'am.example' }))
    expect(page('https://am.example/login', '<html>', { status: 502 })).toEqual(failed('server-error', { status: 502 }))
    expect(page('https://am.example/start', '<form method="post" action="https://id.example/"><input type="hidden" name="SAMLRequest" value="x"></form>')).toEqual(failed('sign-in-needed', { host: 'am.example' }))
  })

  it('takes a page that a script draws for a login, and says that it is a guess', () => {
    const page = (body: string, over: Partial<HttpResponse> = {}): unknown => failure({ ...reply({ url: `https://am.example${PATH}`, headers: html, body }), ...over })
    const drawn = failed('sign-in-needed', { host: 'am.example', page: 'script' })
    const app = '<!doctype html><html><head><title>Corporate portal, please sign in with your account</title><style>body { color: red }</style></head><body><noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div>'
    expect([
      page(`${app}<script type="module" src="/static/app.js"></script></body></html>`), page(`${app}<script>${'window.settings = { long: "words" };'.repeat(100)}</script>`, { status: 403 }), page(`${app}<SCRIPT src=x></SCRIPT><p>Loading…</p>`),
      page(`${app}<script>never closed`), page('<script>location.href = "/start?rd=" + location.pathname</script>'), page('<html><meta http-equiv="Refresh" content="0; url=/start"></html>')
    ]).toEqual(Array(6).fill(drawn))
    expect([page(app), page(`${app}<script src="/x.js"></script><p>${'The site is under maintenance until noon. '.repeat(3)}</p>`), page('<html><!-- <script> --><body>It works!</body></html>')]).toEqual(Array(3).fill(failed('html')))
    expect(page(`${app}<script src="/x.js"></script>`, { status: 401, headers: { ...html, 'www-authenticate': 'Basic realm=x' } })).toEqual(failed('unauthorized'))
    expect([page(`${app}<script src="/x.js"></script>`, { status: 404 }), page(`${app}<script src="/x.js"></script>`, { status: 500 })]).toEqual([failed('not-found', { path: PATH }), failed('server-error', { status: 500 })])
  })
  it('reads a page of a million openings at once', () => {
    expect(failure(reply({ headers: html, body: '<script <!--'.repeat(100_000) }))).toEqual(failed('sign-in-needed', { host: 'am.example', page: 'script' }))
  })
})

describe('serverTime', () => {
  it('reads the Date header in the forms that HTTP knows', () => {
    expect(serverTime(reply({ headers: { date: 'Thu, 13 Nov 2025 12:00:00 GMT' } }))).toBe(Date.UTC(2025, 10, 13, 12))
    expect(serverTime(reply({ headers: { date: 'Thursday, 13-Nov-25 12:00:00 GMT' } }))).toBe(Date.UTC(2025, 10, 13, 12))
  })
  it('is null without one, or with one that cannot be', () => {
    expect(['', '1', '2025-11-13', 'Thu, 99 Nov 2025 12:00:00 GMT'].map((date) => serverTime(reply({ headers: { date } })))).toEqual([null, null, null, null])
    expect(serverTime(reply({ headers: {} }))).toBeNull()
  })
})
