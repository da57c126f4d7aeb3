import { describe, expect, it } from 'vitest'
import type { FailureCode } from '@shared/domain/source'
import { failureText } from '@shared/text/failure'

describe('a failure in words', () => {
  it.each<[FailureCode, string, string, string]>([
    ['dns', 'xn--bcher-kva.invalid:9090', 'bücher.invalid:9090', 'The name bücher.invalid cannot be found.'],
    ['dns', 'prom.example:9090', 'prom.example', 'The name prom.example cannot be found.'],
    ['dns', 'prom.example:9090', 'prom-eu-1', 'The name prom.example of prom-eu-1 cannot be found.'],
    ['refused', '[::1]:29090', '[::1]:29090', '[::1]:29090 refused the connection.'],
    ['refused', 'prom.example:9090', 'prom.example', 'prom.example refused the connection at prom.example:9090.'],
    ['refused', 'prom.example:9090', 'my prom', 'my prom refused the connection at prom.example:9090.'],
    ['unreachable', 'prom.example', 'Prom.Example', 'There is no way to Prom.Example from here.'],
    ['not-http', 'prom.example:22', 'prom.example:22', 'prom.example:22 answers, but not in HTTP (no detail). Is the port right?'],
    ['sign-in-needed', 'prom.example', 'prom.example', 'prom.example needs a sign-in: it answers with the login page of prom.example.']
  ])('%s at %s of %s', (code, host, source, said) => { expect(failureText({ code, values: { host } }, source)).toBe(said) })

  it('says what a proxy wants: a web proxy by its status, a SOCKS proxy in its own words', () => {
    const said = (values: Readonly<Record<string, string>>): string => failureText({ code: 'proxy-auth', values }, 'Corp AM')
    expect([said({}), said({ detail: 'localhost:1080 lets nobody through without one' })]).toEqual([
      'The proxy on the way to Corp AM wants a sign-in (407).', 'The proxy on the way to Corp AM wants a sign-in (localhost:1080 lets nobody through without one).'
    ])
  })

  it('says of a login that is only taken for one that it is', () => {
    expect(failureText({ code: 'sign-in-needed', values: { host: 'id.example', page: 'script' } }, 'Corp AM')).toBe('Corp AM most likely needs a sign-in: in place of data, id.example sends a web page that a script fills.')
  })
})
