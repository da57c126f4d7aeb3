import type { LookupAddress } from 'node:dns'
import { describe, expect, it } from 'vitest'
import { boundedResolve, lookupVia, type Resolve } from '../../../src/main/adapters/node-lookup'
import { SourceFailure } from '../../../src/main/ports/failure'

const found = (...addresses: readonly string[]): LookupAddress[] => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
const asked = (resolve: Resolve, hostname: string): Promise<readonly LookupAddress[]> => new Promise((done, reject) => {
  resolve(hostname, (error, addresses) => { if (error) reject(error); else done(addresses) })
})
const fixed = (...addresses: readonly string[]): Resolve => (_hostname, done) => { done(null, found(...addresses)) }
const via = (resolve: Resolve, guarded: boolean, options: object): Promise<unknown> => new Promise((done, reject) => { lookupVia(resolve, guarded)('name', options, (error, address, family) => { if (error) reject(error); else done([address, family]) }) })

describe('boundedResolve', () => {
  it('asks for a name once for all who wait, and for few names at a time', async () => {
    const running: { readonly hostname: string; readonly answer: () => void }[] = []
    const resolve = boundedResolve((hostname, done) => { running.push({ hostname, answer: () => { done(null, found('10.0.0.1')) } }) }, 2)
    const answers = ['a', 'a', 'b', 'c', 'c'].map((name) => asked(resolve, name))
    expect(running.map(({ hostname }) => hostname)).toEqual(['a', 'b'])
    running[1]!.answer()
    expect(running.map(({ hostname }) => hostname)).toEqual(['a', 'b', 'c'])
    running[0]!.answer()
    running[2]!.answer()
    expect(await Promise.all(answers)).toEqual(Array.from({ length: 5 }, () => found('10.0.0.1')))
    const again = asked(resolve, 'a')
    expect(running.length).toBe(4)
    running[3]!.answer()
    await again
  })
  it('hands a failure to all who wait and goes on', async () => {
    const error = Object.assign(new Error('none'), { code: 'ENOTFOUND' })
    const resolve = boundedResolve((hostname, done) => { if (hostname === 'bad') done(error, []); else done(null, found('10.0.0.1')) }, 1)
    await expect(asked(resolve, 'bad')).rejects.toBe(error)
    expect(await asked(resolve, 'good')).toEqual(found('10.0.0.1'))
  })
})

describe('lookupVia', () => {
  it('answers one or all, of the family that is asked for', async () => {
    const resolve = fixed('10.0.0.1', '2001:db8::1')
    expect(await via(resolve, false, { all: true })).toEqual([found('10.0.0.1', '2001:db8::1'), undefined])
    expect(await via(resolve, false, {})).toEqual(['10.0.0.1', 4])
    expect(await via(resolve, false, { family: 6 })).toEqual(['2001:db8::1', 6])
    await expect(via(fixed('10.0.0.1'), false, { family: 6 })).rejects.toMatchObject({ code: 'ENOTFOUND' })
  })
  it('guards against names that lead home', async () => {
    await expect(via(fixed('10.0.0.1', '127.0.0.1'), true, { all: true })).rejects.toBeInstanceOf(SourceFailure)
    expect(await via(fixed('10.0.0.1'), true, {})).toEqual(['10.0.0.1', 4])
    expect(await via(fixed('127.0.0.1'), false, {})).toEqual(['127.0.0.1', 4])
  })
})
