import { expect, test } from 'vitest'
import { aPage } from '../builders'
import { aSetup, startCore } from '../unit/core/core-harness'
import { pagedTwice, stirred, twice } from './page-laws'

const first = aPage({ id: 'p1', alerts: ['a', 'b'] })

test('the laws of pages see an alert on two pages that are not over', () => {
  const on = (...pages: readonly ReturnType<typeof aPage>[]): readonly string[] => twice(startCore([aSetup()], { pages: Object.fromEntries(pages.map((p) => [p.id, p])) }))
  expect([on(first, aPage({ id: 'p2', alerts: ['c', 'a'] })), on(first, aPage({ id: 'p2', alerts: ['a'], status: 'over', endedAt: first.openedAt })), on(first)]).toEqual([['a is on p1 and on p2'], [], []])
})

test('they see a page that is opened, and a ladder that is moved, by what became of a notification', () => {
  const before = { p1: first }
  expect([stirred({}, before), stirred(before, { p1: { ...first, since: first.since + 1 } }), stirred(before, { p1: { ...first, title: 'another' } })]).toEqual([
    ['p1 was opened by what became of a notification'], ['the ladder of p1 was moved by what became of a notification'], []
  ])
})

test('they see a page that is handed on as new twice, unless its ladder began anew', () => {
  const heard = new Set<string>()
  expect([first, first, { ...first, since: first.since + 1 }].map((page) => pagedTwice(heard, page))).toEqual([[], ['p1 was handed on as new twice'], []])
})
