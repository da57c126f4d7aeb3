import { describe, expect, it } from 'vitest'
import { connectionCredentials, SECRET_CACHE_MS } from '../../../src/main/adapters/http-credentials'
import { fakeSecrets } from '../../fakes/fake-secrets'
import { failureOf } from '../../servers/http-cases'

describe('connectionCredentials', () => {
  const bearer = { auth: { type: 'bearer', token: { file: '/run/token' } }, headers: {} } as const

  it('takes up a token that was rotated, after a short while', async () => {
    let now = 0
    const secrets = fakeSecrets({ 'file /run/token': 'old' })
    const credentials = connectionCredentials(bearer, secrets, () => now)
    expect(await credentials.headers()).toEqual({ authorization: 'Bearer old' })
    secrets.values.set('file /run/token', 'new')
    now = SECRET_CACHE_MS - 1
    expect(await credentials.headers()).toEqual({ authorization: 'Bearer old' })
    now = SECRET_CACHE_MS
    expect(await credentials.headers()).toEqual({ authorization: 'Bearer new' })
    expect(secrets.reads).toBe(2)
  })
  it('takes it up at once after a refusal', async () => {
    const secrets = fakeSecrets({ 'file /run/token': 'old' })
    const credentials = connectionCredentials(bearer, secrets, () => 0)
    await credentials.headers()
    secrets.values.set('file /run/token', 'new')
    credentials.forget()
    expect(await credentials.headers()).toEqual({ authorization: 'Bearer new' })
  })
  it('keeps no failure', async () => {
    const secrets = fakeSecrets()
    const credentials = connectionCredentials(bearer, secrets, () => 0)
    expect((await failureOf(credentials.headers())).code).toBe('secret')
    secrets.values.set('file /run/token', 'here')
    expect(await credentials.headers()).toEqual({ authorization: 'Bearer here' })
  })
  it('lets the sign-in win over a header of the same name, and reads once for requests that come together', async () => {
    const secrets = fakeSecrets({ 'env P': 'pw' })
    const credentials = connectionCredentials({ auth: { type: 'basic', username: 'ann', password: { env: 'P' } }, headers: { Authorization: 'Bearer x', 'X-A': 'b' } }, secrets, () => 0)
    const expected = { authorization: `Basic ${Buffer.from('ann:pw').toString('base64')}`, 'x-a': 'b' }
    expect(await Promise.all([credentials.headers(), credentials.headers()])).toEqual([expected, expected])
    expect(secrets.reads).toBe(1)
  })
  it('hides what it read last and the time before, and nothing that is no secret', async () => {
    let now = 0
    const secrets = fakeSecrets({ 'file /run/token': 'first-token' })
    const credentials = connectionCredentials({ ...bearer, headers: { 'X-Scope-OrgID': 'team' } }, secrets, () => now)
    await credentials.headers()
    secrets.values.set('file /run/token', 'second/token')
    now = SECRET_CACHE_MS
    await credentials.headers()
    expect(credentials.redact('first-token, second/token, second%2Ftoken of team')).toBe('…, …, … of team')
  })
})
