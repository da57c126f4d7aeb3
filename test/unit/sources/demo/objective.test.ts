import { describe, expect, it } from 'vitest'
import { objectiveOf } from '@shared/config/objective'
import { DEMO_MOMENTS, DEMO_OBJECTIVES, DEMO_START, demoTime } from '@shared/domain/demo'
import { budgetOf, type Budget } from '@shared/domain/objective'
import { budgetNumber, burnText } from '@shared/text/budget'
import { objectiveAt } from '../../../../src/main/sources/demo/objective'

const DAY = 86_400_000
const at = (t: number, name: string, seed = 1): Budget => {
  const objective = objectiveOf({ target: DEMO_OBJECTIVES[name]!, window: 30 * DAY })
  const data = objectiveAt(t, { name, labels: { env: 'production' } }, { objective, since: demoTime('02:36:12') }, { seed, part: 'all', source: 'x', offset: 0, marked: false, brief: false }, t)
  return budgetOf(objective, data!)
}

describe('the error budgets of the newsroom', () => {
  it('are those of the first screen', () => {
    expect(Object.fromEntries(Object.keys(DEMO_OBJECTIVES).map((name) => [name, budgetNumber(at(DEMO_START, name).left!)]))).toEqual({
      'cdn-edge': '97', 'web-frontend': '66', 'api-gateway': '52', 'article-service': '41', search: '94', comments: '96', auth: '99', cms: '98', 'image-resizer': '91', ads: '83', 'push-notifications': '88'
    })
  })

  it.each([1, 2, 7])('burn as the page of article-service shows it, with seed %i', (seed) => {
    const { left, before, burns, goneInMs } = at(DEMO_START, 'article-service', seed)
    const rate = (minutes: number): number => burns.find((b) => b.windowMs === minutes * 60_000)!.rate!
    expect([budgetNumber(left!), before!.left > left!, rate(5) > 74 && rate(5) < 84, rate(60) > 13.3 && rate(60) < 15, rate(360) > 2.2 && rate(360) < 2.6, goneInMs! > 3.5 * 3_600_000 && goneInMs! < 4 * 3_600_000]).toEqual(['41', true, true, true, true, true])
  })

  it('are read as on the page at the first look', () => {
    const { burns } = at(DEMO_START, 'article-service')
    expect([5, 60, 360].map((minutes) => { const b = burns.find((x) => x.windowMs === minutes * 60_000)!; return [burnText(b.rate), b.tone] })).toEqual([['79×', 'critical'], ['14.2×', 'critical'], ['2.4×', null]])
  })

  it('only shrink while readers are failed, and the burn ends with the trouble', () => {
    const lefts = ['02:32:00', '02:40:00', '02:47:12', '03:05:00', '03:17:00'].map((t) => at(demoTime(t), 'article-service').left!)
    expect(lefts).toEqual([...lefts].sort((a, b) => b - a))
    expect(at(DEMO_MOMENTS.recovered, 'article-service').burns[0]!.tone).toBe(null)
  })

  it('are none of a service that the newsroom does not have', () => {
    const objective = objectiveOf({ target: 99.9, window: 30 * DAY })
    expect(objectiveAt(DEMO_START, { name: 'billing', labels: {} }, { objective, since: null }, { seed: 1, part: 'all', source: 'x', offset: 0, marked: false, brief: false }, DEMO_START)).toBe(null)
  })
})
