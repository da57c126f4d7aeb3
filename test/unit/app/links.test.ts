import { describe, expect, it } from 'vitest'
import { checkLink } from '../../../src/main/app/links'

const opens = (url: string, own: readonly string[] = [], allowHttp = false): boolean => checkLink(url, allowHttp, own).ok

describe('links', () => {
  it('open over plain http where a setting or a loopback address allows it, and under the address of a source', () => {
    const own = ['http://prom:9090/prefix/', 'http://am:9093', 'nonsense']
    expect([
      'http://prom:9090/prefix/graph?g0.expr=up', 'http://prom:9090/prefix', 'http://am:9093/#/alerts', 'http://localhost:1/x', 'https://elsewhere/x',
      'http://prom:9090/prefixed', 'http://prom:9090/', 'http://prom:9091/prefix/graph', 'https://user:secret@prom/', 'http://user@prom:9090/prefix/graph', 'http://elsewhere/x', 'file:///etc/passwd', 'http://prom:9090/prefix/../x'
    ].map((url) => [opens(url), opens(url, own), opens(url, own, true)])).toEqual([
      [false, true, true], [false, true, true], [false, true, true], [true, true, true], [true, true, true],
      [false, false, true], [false, false, true], [false, false, true], [false, false, false], [false, false, false], [false, false, true], [false, false, false], [false, false, true]
    ])
  })
})
