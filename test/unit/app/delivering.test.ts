import { describe, expect, it } from 'vitest'
import type { NotificationRecord } from '@shared/domain/notification'
import { createDelivering } from '../../../src/main/app/delivering'
import type { Intent } from '../../../src/main/core/telling/draft'
import type { DeliveryResult } from '../../../src/main/ports/notifier'
import { NOW } from '../../builders'
import { fakeClock } from '../../fakes/fake-clock'
import { fakeNotifier } from '../../fakes/fake-notifier'
import { aSetup, startCore } from '../core/core-harness'

const intent = (key: string, alerts: readonly string[]): Intent => {
  const record: NotificationRecord = { id: `${NOW}:${key}:new`, at: NOW, key, alerts, title: key, body: '', outcome: 'pending', reason: 'new' }
  return { record, request: { key, title: key, body: '', urgency: 'critical', actions: [] } }
}

/** Notifications whose outcomes come when the test says so, by their key. */
const delivering = () => {
  const answers = new Map<string, (result: DeliveryResult) => void>()
  const [nothing, state] = [(): void => undefined, startCore([aSetup()]).state]
  const made = createDelivering({
    clock: fakeClock(NOW), log: { write: nothing }, core: () => state, dispatch: nothing, note: nothing, apply: nothing, save: nothing, records: [],
    notifier: { ...fakeNotifier(), show: ({ key }) => new Promise((resolve) => { answers.set(key, resolve) }) }
  })
  return {
    send: (...intents: readonly Intent[]): void => { made.send({ records: intents.map((i) => i.record), intents }) },
    underway: () => [...made.underway()].sort(),
    answer: async (key: string, result: DeliveryResult): Promise<void> => { answers.get(key)!(result); for (let i = 0; i < 9; i++) await Promise.resolve() }
  }
}

describe('what is under way', () => {
  it('is an alert until each of its notifications has an outcome, whatever that is', async () => {
    const { send, underway, answer } = delivering()
    send(intent('one', ['a', 'b']))
    send(intent('two', ['b', 'c']))
    const seen = [underway()]
    await answer('two', { outcome: 'shown' })
    seen.push(underway())
    send(intent('two', ['b']))
    await answer('one', { outcome: 'suppressed', reason: 'one-shot', detail: '' })
    seen.push(underway())
    await answer('two', { outcome: 'shown' })
    expect([...seen, underway()]).toEqual([['a', 'b', 'c'], ['a', 'b'], ['b'], []])
  })
})
