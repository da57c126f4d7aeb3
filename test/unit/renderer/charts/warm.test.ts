// @vitest-environment jsdom
import { expect, it } from 'vitest'
import { warmCharts } from '../../../../src/renderer/charts'

it('draws a panel with all that one can carry before anybody wants one, and leaves nothing behind', () => {
  const before = document.body.innerHTML
  // three lines, and what of the main one is beyond its limit
  expect([warmCharts(), document.body.innerHTML]).toEqual([5, before])
})
