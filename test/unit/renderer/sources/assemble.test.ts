import type { SourceConfig } from '@shared/config/schema'
import { describe, expect, it } from 'vitest'
import { assemble, problemAt, type Surroundings } from '../../../../src/renderer/features/sources/assemble'
import { draftOf, newDraft, NO_SECRET, type Draft } from '../../../../src/renderer/features/sources/draft'
import { aConfig, alertmanager, KINDS, lantern, prometheus } from './kinds'

const around: Surroundings = { kinds: KINDS, names: [], secretNames: [], weakStore: false }
const plain = (over: Partial<Draft> = {}): Draft => newDraft(prometheus, { name: 'prom-eu-1', urls: 'http://prometheus.example:9090', ...over })
const defaults = { enabled: true, auth: { type: 'none' }, headers: {}, proxy: 'system', options: {} }

describe('what a form becomes', () => {
  it('is a source with nothing that was left as it is', () => {
    expect(assemble(plain(), around)).toEqual({ ok: true, source: { ...defaults, name: 'prom-eu-1', kind: 'prometheus', url: 'http://prometheus.example:9090' }, secrets: {} })
  })

  it('is one cluster for several addresses', () => {
    const made = assemble(newDraft(alertmanager, { name: 'am', urls: 'http://a.example:9093\n\n http://b.example:9093 \n' }), around)
    expect(made.ok && made.source.urls).toEqual(['http://a.example:9093', 'http://b.example:9093'])
  })

  it('sends secrets beside it, under names made of its own', () => {
    const made = assemble(plain({
      auth: 'basic', username: 'garda', password: { ...NO_SECRET, typed: 'hunter2' }, cert: '/c.pem', key: '/k.pem', passphrase: { ...NO_SECRET, home: 'env', env: 'KEY_PASS' },
      headers: [{ id: 0, name: 'X-Scope', value: 'eu', secret: NO_SECRET }, { id: 1, name: 'X-Token', value: null, secret: { ...NO_SECRET, typed: 'tea' } }]
    }), around)
    expect(made).toEqual({
      ok: true,
      source: {
        ...defaults, name: 'prom-eu-1', kind: 'prometheus', url: 'http://prometheus.example:9090',
        auth: { type: 'basic', username: 'garda', password: { secret: 'prom-eu-1 password' } },
        headers: { 'X-Scope': 'eu', 'X-Token': { secret: 'prom-eu-1 X-Token' } }, tls: { cert: '/c.pem', key: '/k.pem', passphrase: { env: 'KEY_PASS' } }
      },
      secrets: { 'prom-eu-1 password': 'hunter2', 'prom-eu-1 X-Token': 'tea' }
    })
  })

  it('where there is no keychain takes a secret nobody placed for a variable', () => {
    const made = (weakStore: boolean) => assemble(plain({ auth: 'bearer', token: { ...NO_SECRET, env: 'TOKEN', typed: 'new' } }), { ...around, weakStore })
    expect([made(true), made(false)].map((m) => m.ok && [m.source.auth, m.secrets])).toEqual([[{ type: 'bearer', token: { env: 'TOKEN' } }, {}], [{ type: 'bearer', token: { secret: 'prom-eu-1 token' } }, { 'prom-eu-1 token': 'new' }]])
  })

  it('never takes the name of another source’s secret', () => {
    const made = assemble(plain({ auth: 'bearer', token: { ...NO_SECRET, typed: 'new' } }), { ...around, secretNames: ['prom-eu-1 token'] })
    expect(made.ok && [made.source.auth, made.secrets]).toEqual([{ type: 'bearer', token: { secret: 'prom-eu-1 token 2' } }, { 'prom-eu-1 token 2': 'new' }])
  })

  it('keeps a stored secret while nothing new is typed, and its name when something is', () => {
    const source = aConfig({ name: 'renamed', auth: { type: 'bearer', token: { secret: 'old name token' } } })
    const kept = assemble(draftOf(source, prometheus), { ...around, secretNames: ['old name token'] })
    expect(kept).toEqual({ ok: true, source, secrets: {} })
    const draft = draftOf(source, prometheus)
    const replaced = assemble({ ...draft, token: { ...draft.token, typed: 'fresh' } }, { ...around, secretNames: ['old name token'] })
    expect(replaced.ok && [replaced.source.auth, replaced.secrets]).toEqual([source.auth, { 'old name token': 'fresh' }])
  })

  it('keeps a list that was written down, though it is the usual one, and does not write it down otherwise', () => {
    const kind = { ...prometheus, fields: [{ key: 'watchdog', label: '', type: 'list', default: ['Watchdog'], off: true }] as const }
    const shown = (options: SourceConfig['options']) => { const made = assemble(draftOf(aConfig({ options }), kind), { ...around, kinds: [kind] }); return made.ok ? made.source.options : made.problems }
    expect([shown({}), shown({ watchdog: ['Watchdog'] }), shown({ watchdog: false })]).toEqual([{}, { watchdog: ['Watchdog'] }, { watchdog: [] }])
  })

  it('comes back as the same source from its own form', () => {
    const source = aConfig({
      interval: '30s', timeout: '5s', environment: 'staging', auth: { type: 'basic', username: 'u', password: { file: '/run/secrets/p' } }, headers: { 'X-Scope': 'eu', 'X-Token': { env: 'T' } },
      tls: { ca: '/ca.pem', serverName: 'inner' }, proxy: 'socks5://localhost:1080', proxyAuth: { username: 'ann', password: { env: 'P' } }, enabled: false, options: { signals: false }
    })
    expect(assemble(draftOf(source, prometheus), around)).toEqual({ ok: true, source, secrets: {} })
  })

  it('reads the fields a kind declares', () => {
    const made = assemble(newDraft(lantern, { name: 'l', urls: 'http://l.example', options: { wick: 'long', oil: '5', lit: true, glass: 'clear', rooms: 'hall\n\nattic' } }), around)
    expect(made.ok && made.source.options).toEqual({ wick: 'long', oil: 5, lit: true, rooms: ['hall', 'attic'] })
  })
})

describe('what is wrong with a form', () => {
  const wrong = (draft: Draft, over: Partial<Surroundings> = {}): Readonly<Record<string, string>> => {
    const made = assemble(draft, { ...around, ...over })
    return made.ok ? {} : Object.fromEntries(made.problems.map((p) => [p.path.join('.'), p.reason]))
  }

  it('is said at its field in the schema’s words', () => {
    expect(wrong(plain({ name: ' ', urls: 'ftp://x', interval: 'soon', auth: 'basic', proxy: 'address', proxyUrl: 'nowhere' }))).toEqual({
      name: 'must not be empty', url: 'must be an http or https address without user or password in it (those go into auth)', interval: '"soon" is not a duration such as 15s, 2m or 1h',
      'auth.username': 'must not be empty', 'auth.password': 'is needed', proxy: 'must be system, none, or the address of an http, https or SOCKS proxy, without user or password in it (those go into proxyAuth)'
    })
  })

  it('includes what only its kind and the others know', () => {
    expect(wrong(plain({ urls: '' }))).toEqual({ url: 'is needed by the kind prometheus' })
    expect(wrong(plain({ name: 'PROM-eu-1 ' }), { names: ['prom-EU-1'] })).toEqual({ name: 'is the name of another source' })
    expect(wrong(newDraft(lantern, { name: 'l', urls: 'http://l.example', options: { oil: '12' } }))).toEqual({ 'options.oil': 'must be a number from 1 to 9' })
    expect(wrong(plain({ headers: [{ id: 0, name: 'A', value: '1', secret: NO_SECRET }, { id: 1, name: 'a', value: '2', secret: NO_SECRET }] }))).toEqual({ 'headers.A': 'is given twice' })
  })

  it('never repeats an address that holds a password', () => {
    expect(JSON.stringify(wrong(plain({ urls: 'http://me:hunter2@prometheus.example' })))).not.toContain('hunter2')
  })

  it('is found at a field or below it', () => {
    const problems = [{ path: ['auth', 'password', 'env'], at: 'value', reason: 'is needed' }] as const
    expect([problemAt(problems, 'auth', 'password'), problemAt(problems, 'auth', 'username')]).toEqual(['This is needed.', undefined])
  })
})
