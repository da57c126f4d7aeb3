import { expect, it } from 'vitest'
import { createAudience } from '../../../src/main/app/audience'

const windows = (): { seen: boolean; called: boolean; told: ReturnType<typeof createAudience<string>> } => {
  const is = { seen: true, called: false }
  const told = createAudience({ main: () => ['main'], mainSeen: () => is.seen, page: () => ['page'], called: () => is.called, walls: (which) => [`${which} wall`] })
  return Object.assign(is, { told })
}

it('tells each window what it needs, a wall every second beat', () => {
  const is = windows()
  const all = (): readonly (readonly string[])[] => (['beat', 'delta', 'beat', 'go', 'walls', 'plain'] as const).map((what) => is.told(what))
  const calm = all()
  is.called = true
  expect([calm, all()]).toEqual([
    [['main'], ['main', 'own wall'], ['main', 'own wall'], ['main'], ['main', 'own wall'], ['plain wall']],
    [['main', 'page'], ['main', 'page', 'own wall'], ['main', 'page', 'own wall'], ['main', 'page'], ['main', 'own wall'], ['plain wall']]
  ])
})

it('tells a main window that nobody sees every change and every third beat, and all of them again once it is seen', () => {
  const is = windows()
  is.seen = false
  const beats = (count: number): readonly boolean[] => Array.from({ length: count }, () => is.told('beat').includes('main'))
  const unseen = beats(7)
  const change = is.told('delta')
  is.seen = true
  expect([unseen, change, beats(2)]).toEqual([[false, false, true, false, false, true, false], ['main', 'own wall'], [true, true]])
})
