import { expect, it } from 'vitest'
import { wordsOf } from '../../../../src/renderer/features/timeline/words'
import { NOW } from '../../../builders'

const EVENTS = ['paged', 'repeated', 'passed-on', 'acknowledged', 'resolved', 'unwatched', 'suppressed', 'test', 'of a later version'] as const
const says = (hook: 'command' | 'webhook', event: string, ok: boolean) => wordsOf({ n: 1, at: NOW, type: 'hook', page: 'p', title: 'CRITICAL: api, PRODUCTION', hook, event, ok, detail: '' }, 'utc', (id) => id).says

it('what a hook was told stands in the timeline, each event in words of its own', () => {
  expect(EVENTS.map((event) => says('webhook', event, true))).toEqual([
    'Webhook told that it pages: CRITICAL: api, PRODUCTION', 'Webhook told that it still pages: CRITICAL: api, PRODUCTION', 'Webhook told that it goes on to another person: CRITICAL: api, PRODUCTION',
    'Webhook told that somebody has it: CRITICAL: api, PRODUCTION', 'Webhook told that it is over: CRITICAL: api, PRODUCTION', 'Webhook told that it is not watched any more: CRITICAL: api, PRODUCTION',
    'Webhook told that it is held back: CRITICAL: api, PRODUCTION', 'Webhook told of a test: CRITICAL: api, PRODUCTION', 'Webhook told of “of a later version”: CRITICAL: api, PRODUCTION'
  ])
  expect([says('command', 'paged', true), says('command', 'resolved', false), says('webhook', 'paged', false)]).toEqual([
    'Command told that it pages: CRITICAL: api, PRODUCTION', 'Command failed, telling that it is over: CRITICAL: api, PRODUCTION', 'Webhook failed, telling that it pages: CRITICAL: api, PRODUCTION'
  ])
})
