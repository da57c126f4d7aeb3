import { describe, expect, it } from 'vitest'
import type { FailureCode } from '@shared/domain/source'
import { windowSignIn } from '@shared/domain/sign-in'
import { arrivedAt, BEGUN, endToTell, passedBy, sessionEnd, signInVerdict, type SeenEnd, type SignInProgress } from '../../../src/main/core/sign-in'
import { NOW } from '../../builders'

const SOURCE = 'https://am.example/alertmanager'
const LOGIN = 'https://id.example/realms/corp'
const MINUTE = 60_000

/** `>` before an address: a redirect led past it. */
const after = (...steps: readonly string[]): SignInProgress => steps.reduce((at, step) => (step.startsWith('>') ? passedBy(at, step.slice(1), SOURCE) : arrivedAt(at, step, SOURCE)), BEGUN)
const verdict = (failure: FailureCode | null, ...steps: readonly string[]) => signInVerdict(after(...steps), steps.at(-1)!.replace(/^>/, ''), SOURCE, failure)

describe('a sign-in window', () => {
  it('is done as soon as the source answers, wherever it stands', () => {
    expect([verdict(null, SOURCE), verdict(null, LOGIN), verdict(null, LOGIN, 'https://portal.example/')]).toEqual(['done', 'done', 'done'])
  })
  it('waits for a person on all the pages of a login, and where a password was mistyped', () => {
    expect(verdict('sign-in-needed', LOGIN, `${LOGIN}/password`, `${LOGIN}/code`, `${LOGIN}/code`, `${LOGIN}/terms`, `${LOGIN}/more`, `${LOGIN}/last`)).toBe('wait')
    expect(verdict('sign-in-needed', 'https://am.example/login', 'https://am.example/login')).toBe('wait')
  })
  it('waits where the page of the source comes up before its login does', () => { expect(verdict('sign-in-needed', SOURCE)).toBe('wait') })
  it('goes in circles when the login came up for the sixth time after the source was asked', () => {
    const round = [`>${SOURCE}`, LOGIN]
    const times = (n: number): readonly string[] => [LOGIN, ...Array.from({ length: n - 1 }, () => round).flat()]
    expect([verdict('sign-in-needed', ...times(5)), verdict('sign-in-needed', ...times(6))]).toEqual(['wait', 'loops'])
  })
  it('says what is left when the source itself stands there and still does not answer', () => {
    expect([verdict('sign-in-needed', LOGIN, SOURCE), verdict('unauthorized', LOGIN, SOURCE), verdict('forbidden', LOGIN, SOURCE)]).toEqual(['stays-out', 'stays-out', 'fails'])
  })
  it('counts no page that is not of the web', () => { expect(after('about:blank', 'nonsense')).toEqual(BEGUN) })
})

describe('the end of a sign-in', () => {
  const cookie = (name: string, minutes: number | null, httpOnly = true) => ({ name, httpOnly, endsAt: minutes === null ? null : NOW + minutes * MINUTE })
  it('is that of what looks like its session, not of what was on the way or of a balance of load', () => {
    expect(sessionEnd([cookie('_oauth2_proxy', 600), cookie('_oauth2_proxy_csrf', 15), cookie('AWSALB', 60, false), cookie('lang', 5, false)])).toBe(NOW + 600 * MINUTE)
    for (const way of ['oauth_state', 'state', 'oauthstate', 'loginState', 'auth2state', 'code_verifier']) expect([way, sessionEnd([cookie(way, 10), cookie('corp', 30)])]).toEqual([way, NOW + 30 * MINUTE])
    for (const session of ['estate_session', 'real-estate-auth', 'statement']) expect([session, sessionEnd([cookie(session, 10), cookie('csrf', 5)])]).toEqual([session, NOW + 10 * MINUTE])
    expect(sessionEnd([cookie('corp', 30), cookie('shown', 5, false)])).toBe(NOW + 30 * MINUTE)
    expect(sessionEnd([cookie('session-0', 30), cookie('session-1', 20)])).toBe(NOW + 20 * MINUTE)
  })
  it('is not known without a date', () => { expect([sessionEnd([]), sessionEnd([cookie('session', null)])]).toEqual([null, null]) })

  /** Looks every ten seconds with an answer between each; `endsAt` by time. Minutes before the end at which it was told. */
  const toldAt = (minutes: number, endsAt: (now: number) => number | null, answers = true): readonly number[] => {
    const told: number[] = []
    let seen: SeenEnd | undefined
    for (let now = NOW; now <= NOW + minutes * MINUTE; now += 10_000) {
      const { next, tell } = endToTell(seen, endsAt(now), answers ? now - 1 : null, now)
      if (tell) told.push(Math.round((next!.endsAt - now) / MINUTE))
      seen = next
    }
    return told
  }
  it('is told once, half an hour before', () => { expect(toldAt(120, () => NOW + 90 * MINUTE)).toEqual([30]) })
  it('is told at once where less is left', () => { expect(toldAt(30, () => NOW + 20 * MINUTE)).toEqual([20]) })
  it('is told again after it was renewed', () => { expect(toldAt(180, (now) => NOW + (now < NOW + 80 * MINUTE ? 90 : 170) * MINUTE)).toEqual([30, 30]) })
  it('is not told where every answer moves it on, nor where there is none', () => { expect([toldAt(60, (now) => now + 15 * MINUTE), toldAt(60, () => null)]).toEqual([[], []]) })
})

it('a window is for sources without credentials that ask for no other name than a window can', () => {
  const plain = { auth: { type: 'none' }, headers: {} } as const
  const secret = { env: 'X' }
  expect([
    windowSignIn(plain), windowSignIn({ ...plain, headers: { 'X-Scope': 'a' } }), windowSignIn({ ...plain, auth: { type: 'basic', username: 'a', password: secret } }),
    windowSignIn({ ...plain, auth: { type: 'bearer', token: secret } }), windowSignIn({ ...plain, headers: { Authorization: secret } }), windowSignIn({ ...plain, headers: { cookie: secret } }),
    windowSignIn({ ...plain, tls: { ca: '/ca.pem', cert: '/me.pem', key: '/me.key' } }), windowSignIn({ ...plain, tls: null }), windowSignIn({ ...plain, tls: { serverName: 'am.example' } }), windowSignIn({ ...plain, headers: { HOST: 'am.example' } })
  ]).toEqual(['yes', 'yes', 'credentials', 'credentials', 'credentials', 'credentials', 'yes', 'yes', 'network', 'network'])
})
