import { expect, test } from 'vitest'
import { eventWatch } from './event-watch'
import { POD } from './scripted'
import { HEARD_MS, truthOf, type Word } from './truth'

const S = 1_000
const M = 60 * S
const [DB, API, WEB, STAGING] = [0, 1, 3, 4] as const
const word = (over: Partial<Word> = {}): Word => ({ startsAt: 0, silenced: false, taken: false, ...over })

/** A model that both sources have told nothing yet, asked every 15 s. */
const aTruth = () => {
  const truth = truthOf(true)
  const list = (...words: readonly (readonly [alert: number, word: Word])[]): void => {
    truth.said(0, new Map(words))
    truth.said(1, new Map(words.map(([i, { startsAt }]) => [i, word({ startsAt })])))
  }
  const pass = (ms: number): readonly string[] => Array.from({ length: ms / (15 * S) }, () => truth.tick(15 * S, true)).flat()
  list()
  return { truth, list, pass, duties: (...alerts: readonly number[]) => alerts.map(truth.duty) }
}

test('what sources say decides who is called for what', () => {
  const { list, duties } = aTruth()
  list([DB, word({ silenced: true })], [API, word()], [WEB, word({ taken: true })], [STAGING, word()])
  expect(duties(DB, API, WEB, STAGING)).toEqual(['never', 'must', 'never', 'never'])
  list()
  expect(duties(API)).toEqual(['never'])
})

test('it sees that nobody is called in time, or no longer, and a call for what must not', () => {
  const { truth, list, pass } = aTruth()
  list([API, word()])
  expect(pass(HEARD_MS)).toEqual([])
  expect(pass(15 * S)).toEqual(['truth: ApiErrors fires for 135 s and nobody was called at all'])
  expect(truth.called('sound', [API])).toEqual([])
  expect(pass(HEARD_MS)).toEqual([])
  expect(pass(15 * S)).toEqual(['truth: ApiErrors fires for 270 s and nobody was called for 135 s'])
  list([API, word({ silenced: true })])
  expect([truth.called('sound', [API]), truth.told('called', [API])]).toEqual([['truth: sound for ApiErrors, and nobody may be called'], ['truth: ApiErrors was told as called, and nobody may be called']])
})

test('what somebody here took is theirs until it is over, and explains what begins above it', () => {
  const { truth, list, pass, duties } = aTruth()
  list([API, word()])
  truth.did('took', 'p', [API])
  list([API, word()], [WEB, word({ startsAt: M })])
  expect(duties(API, WEB)).toEqual(['never', 'either'])
  list([WEB, word({ startsAt: M })])
  expect([pass(M), duties(WEB), pass(30 * S), duties(WEB)]).toEqual([[], ['either'], [], ['must']])
  list()
  pass(15 * M)
  list([API, word({ startsAt: 17 * M })])
  expect(duties(API)).toEqual(['must'])
})

test('what is taken while none of it is listed is nobody’s once it is gone for longer than a blink', () => {
  const { truth, list, pass, duties } = aTruth()
  list([API, word()])
  list()
  truth.did('took', 'p', [API])
  list([WEB, word({ startsAt: M })])
  expect([duties(WEB), pass(3 * M), duties(WEB)]).toEqual([['either'], [], ['must']])
})

test('a run that has just begun knows nothing, and in the very first one somebody sits before it', () => {
  const { truth, list, duties } = aTruth()
  list([API, word()])
  truth.away('stopped', M, 0, false)
  expect(duties(API)).toEqual(['either'])
  list([API, word()])
  const first = truthOf(false)
  first.said(0, new Map([[API, word()]]))
  first.said(1, new Map([[API, word()]]))
  expect([duties(API), first.duty(API)]).toEqual([['must'], 'either'])
})

/** A pod after the other for so long, with so long between them. */
const turns = (on: number, between: number, hooks: readonly number[]): readonly string[] => {
  const watch = eventWatch()
  return Array.from({ length: 20 * 4 }, (_, n) => n * 15 * S).flatMap((at) => {
    const i = POD + Math.floor(at / (on + between))
    const wrongs = watch.tick(15 * S, at % (on + between) < on ? [[i, { startsAt: at }]] : [], () => 'must', true, false)
    if (hooks.includes(at)) watch.called('paged', [i])
    return wrongs
  })
}

test('alerts that take turns are one event, which reaches the hook in its time', () => {
  const wrongs = turns(90 * S, 30 * S, [])
  expect([wrongs[0], turns(90 * S, 30 * S, [2 * M, 14 * M]), turns(90 * S, 16 * M, [])]).toEqual(['event: PodDown and what it took turns with asked for 210 s and reached no hook', [], []])
})
