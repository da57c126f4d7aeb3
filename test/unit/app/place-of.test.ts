import { expect, it } from 'vitest'
import type { NotificationRecord } from '@shared/domain/notification'
import { placeOf } from '../../../src/main/app/place-of'
import { aCallingPage, NOW } from '../../builders'

const record = (key: string, alerts: readonly string[]): NotificationRecord => ({ id: key, at: NOW, key, alerts, title: '', body: '', outcome: 'shown', reason: 'new' })
const notifications = Object.fromEntries([record('alert:a:1', ['a']), record('storm:1', ['a', 'b']), record('unseen:1:source:x:1', []), record('unseen:2:service:y:1', ['a'])].map((r) => [r.key, r]))
const pages = { 'unseen:1:source:x:1': aCallingPage({ id: 'unseen:1:source:x:1', unseen: ['source:x:1'] }) }

it('a click on a notification leads to where what it tells stands', () => {
  const places = ['alert:a:1', 'storm:1', 'unseen:1:source:x:1', 'unseen:3:watchdog:am:1', 'unseen:2:service:y:1', 'unseen:1:buddy:Mira', 'source:x', 'morning:1', 'watch', 'alert:gone:1'].map((key) => placeOf(key, { notifications, pages }))
  expect(places.map(({ view, item }) => [view, item])).toEqual([
    ['alerts', 'a'], ['alerts', null], ['overview', null], ['overview', null], ['alerts', 'a'], ['oncall', null], ['sources', null], ['overview', null], ['overview', null], ['alerts', null]
  ])
})
