import { expect, test } from 'vitest'
import { reasonText } from '@shared/text/reason'

test('what is muted is told with the time intervals that mute it, where they are known', () => {
  expect([reasonText('muted'), reasonText('muted', undefined, ['nights']), reasonText('muted', undefined, ['nights', 'week\u202eends']), reasonText('silenced', undefined, ['nights'])]).toEqual([
    'Not told: a mute time is active.', 'Not told: muted by the time interval nights.', 'Not told: muted by the time intervals nights, weekends.', 'Not told: it is silenced.'
  ])
})
