import { describe, expect, it } from 'vitest'
import { chromiumProxy, proxiesFromPac, proxyFor, proxyHeaders, type Environment } from '../../../src/main/adapters/http-proxy'
import { failureOf } from '../../servers/http-cases'

const ENV: Environment = { HTTP_PROXY: 'http://upper:1', http_proxy: 'http://plain:3128', HTTPS_PROXY: 'secure:3128' }
const via = (url: string, env: Environment = ENV, setting = 'system'): string | null => proxyFor(setting, new URL(url), env)?.href ?? null
const exempt = (list: string, url: string): boolean => via(url, { ...ENV, no_proxy: list }) === null

describe('proxyFor', () => {
  it('reads the environment, lower case first', () => {
    expect(via('http://prometheus:9090')).toBe('http://plain:3128/')
    expect(via('https://prometheus')).toBe('http://secure:3128/')
    expect(via('https://prometheus', { ALL_PROXY: 'http://all:1' })).toBe('http://all:1/')
    expect(via('http://prometheus', { HTTP_PROXY: '  ' })).toBeNull()
    expect(via('http://prometheus', {})).toBeNull()
  })
  it('never goes through one to this computer', () => { expect(['http://localhost:9090', 'http://127.0.0.1', 'http://[::1]:9093'].map((url) => via(url))).toEqual([null, null, null]) })
  it('obeys the setting', () => {
    expect(via('http://prometheus', ENV, 'none')).toBeNull()
    expect(via('http://localhost', ENV, 'http://mine:8080')).toBe('http://mine:8080/')
  })
  it.each([
    ['*', 'http://prometheus', true], ['prometheus', 'http://prometheus:9090', true], ['prometheus:9090', 'http://prometheus:9090', true], ['prometheus:9091', 'http://prometheus:9090', false],
    ['example.org', 'https://am.example.org', true], ['.example.org', 'https://am.example.org', true], ['*.example.org', 'https://am.example.org', true], ['example.org', 'https://notexample.org', false],
    ['example.org:443', 'https://am.example.org', true], ['EXAMPLE.org', 'https://am.example.ORG', true], ['a, b ,c', 'http://c', true], ['a b', 'http://b', true], ['', 'http://b', false], [',', 'http://b', false],
    ['10.0.0.0/8', 'http://10.1.2.3', true], ['10.0.0.0/8', 'http://11.1.2.3', false], ['10.0.0.0/99', 'http://10.1.2.3', false], ['10.0.0.0/8', 'http://prometheus', false], ['10.1.2.3', 'http://10.1.2.3', true], ['2.3', 'http://10.1.2.3', false],
    ['2001:db8::/32', 'http://[2001:db8::1]:9090', true], ['2001:db8::1', 'http://[2001:db8::1]:9090', true], ['[2001:db8::1]:9090', 'http://[2001:db8::1]:9090', true], ['[2001:db8::1]:1', 'http://[2001:db8::1]:9090', false]
  ])('NO_PROXY %j exempts %s: %s', (list, url, expected) => { expect(exempt(list, url)).toBe(expected) })
  it('says what it cannot use', async () => {
    expect(await failureOf(Promise.resolve().then(() => via('http://a', { http_proxy: 'quic://proxy:443' })))).toEqual({ code: 'proxy', values: { detail: 'quic proxies are not supported here' } })
    for (const address of ['http://', 'socks5://', 'socks5://:1080', 'socks4://user@'])
      expect(await failureOf(Promise.resolve().then(() => via('http://a', { http_proxy: address })))).toEqual({ code: 'proxy', values: { detail: 'its address cannot be read' } })
  })
  it('signs in with what the address holds', () => {
    expect(proxyHeaders(new URL('http://proxy'))).toEqual({})
    expect(proxyHeaders(new URL('http://ann:p%40ss@proxy'))).toEqual({ 'proxy-authorization': `Basic ${Buffer.from('ann:p@ss').toString('base64')}` })
    expect(proxyHeaders(new URL('http://ann:50%@proxy'))).toEqual({ 'proxy-authorization': `Basic ${Buffer.from('ann:50%').toString('base64')}` })
  })
})

describe('SOCKS proxies', () => {
  it.each(['socks5://proxy:1080', 'socks5h://proxy', 'socks://[2001:db8::1]:1', 'socks4://127.0.0.1:9', 'socks4a://ann@proxy'])('takes %s from a source and from the environment', (address) => {
    expect([via('https://prometheus', {}, address), via('http://prometheus', { all_proxy: address })]).toEqual([address, address])
  })
  it.each([
    ['socks5h://proxy', 'socks5://proxy:1080'], ['socks://proxy:1', 'socks5://proxy:1'], ['socks4a://ann@[::1]:9', 'socks4://[::1]:9'], ['socks4://proxy', 'socks4://proxy:1080'],
    ['http://proxy:3128/x', 'http://proxy:3128'], ['https://proxy', 'https://proxy']
  ])('tells Chromium of %s', (address, rule) => { expect(chromiumProxy(address)).toBe(rule) })
})

describe('proxiesFromPac', () => {
  it.each([
    ['DIRECT', [null]], ['', [null]], [' ; ', [null]],
    ['PROXY squid:3128; DIRECT', ['http://squid:3128/', null]], ['HTTPS squid', ['https://squid/']], ['DIRECT; PROXY squid:3128', [null, 'http://squid:3128/']],
    ['PROXY [2001:db8::1]:3128', ['http://[2001:db8::1]:3128/']],
    ['SOCKS5 s:1080; SOCKS t:1; SOCKS4 u:2;DIRECT', ['socks5://s:1080', 'socks4://t:1', 'socks4://u:2', null]], ['socks5 s:1080', ['socks5://s:1080']],
    ['QUIC q:443; PROXY ; HTTP h:1', ['http://h:1/']]
  ])('reads %j', (answer, expected) => {
    expect(proxiesFromPac(answer).map((proxy) => proxy?.href ?? null)).toEqual(expected)
  })
  it('says what it cannot use where nothing else is left', async () => {
    expect(await failureOf(Promise.resolve().then(() => proxiesFromPac('QUIC q:443; PROXY')))).toEqual({ code: 'proxy', values: { detail: 'quic proxies are not supported here' } })
  })
})
