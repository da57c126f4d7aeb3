import { expect, test } from 'vitest'
import { silent } from '../../../src/main/app/face'

test('what shows no notifications says why', async () => {
  const request = { key: 'a', title: '', body: '', urgency: 'normal', actions: [] } as const
  expect(await Promise.all((['one-shot', 'linux-only'] as const).map((reason) => Promise.all([silent(reason).show(request), silent(reason).able()])))).toEqual([
    [{ outcome: 'suppressed', reason: 'one-shot', detail: 'Not told: this was a single look, not a watch.' }, { able: true, by: '', detail: '' }],
    [{ outcome: 'suppressed', reason: 'linux-only', detail: 'Not shown: in the terminal notifications are shown on Linux only.' }, { able: false, by: '', detail: 'in the terminal they are shown on Linux only' }]
  ])
})
