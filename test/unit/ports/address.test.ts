import { expect, it } from 'vitest'
import { firstThatFits } from '../../../src/main/ports/address'
import { SourceFailure } from '../../../src/main/ports/failure'

const login = new SourceFailure('sign-in-needed', { host: 'id.example', page: 'script' })
/** What was asked, and what came of it. */
const trying = async (answers: Readonly<Record<string, string | null | SourceFailure>>): Promise<readonly unknown[]> => {
  const asked: string[] = []
  const end = await firstThatFits(Object.keys(answers), (base) => {
    asked.push(base)
    const answer = answers[base]!
    return answer instanceof SourceFailure ? Promise.reject(answer) : Promise.resolve(answer)
  }).catch((thrown: unknown) => thrown)
  return [asked, end]
}

it('a page that a script draws hides nothing behind it on the same host, and is a login only where nothing fits', async () => {
  expect([await trying({ a: login, b: null, c: 'found', d: 'later' }), await trying({ a: null, b: login, c: null }), await trying({ a: null, b: null })])
    .toEqual([[['a', 'b', 'c'], 'found'], [['a', 'b', 'c'], login], [['a', 'b'], null]])
})

it('a login that is known for one, and any other failure, is the answer at once', async () => {
  const sure = new SourceFailure('sign-in-needed', { host: 'id.example' })
  expect([await trying({ a: sure, b: 'found' }), await trying({ a: new SourceFailure('refused'), b: 'found' })]).toEqual([[['a'], sure], [['a'], new SourceFailure('refused')]])
})
