import { describe, expect, it } from 'vitest'
import type { Buddies } from '@shared/domain/buddy'
import { FOR_GOOD, type Roster } from '@shared/domain/on-call'
import { NO_SHIFT, type Shift } from '@shared/domain/page'
import { deskText, shiftRows, standingOf } from '../../../../src/renderer/features/oncall/standing'
import { onCallMore, thenMore } from '../../../../src/renderer/features/shell/on-call'
import { NOW } from '../../../builders'

const HOUR = 3_600_000
const shift: Shift = { now: { name: 'Mira', until: NOW + 2 * HOUR }, next: { name: 'Daniel', from: NOW + 2 * HOUR }, order: ['Mira', 'Daniel'] }
const gap: Shift = { now: null, next: { name: 'Daniel', from: NOW + 2 * HOUR }, order: ['Daniel'] }
const source = { name: 'Ola', until: NOW + HOUR, source: 'roster' }
const aRoster = (over: Partial<Roster> = {}): Roster => ({ me: null, ahead: [], people: [], handover: { at: '09:00', every: 7, zone: 'UTC' }, overrides: 0, calendar: null, ...over })

describe('who is on call', () => {
  it('is said by the configuration, else by a source, else by nobody', () => {
    expect([standingOf({ shift, onCall: source }), standingOf({ shift: gap, onCall: source }),
      standingOf({ shift: NO_SHIFT, onCall: source }), standingOf({ shift: NO_SHIFT, onCall: null })]).toEqual([
      { by: 'configuration', now: shift.now, next: shift.next, source: null }, { by: 'configuration', now: null, next: gap.next, source: null },
      { by: 'source', now: { name: 'Ola', until: NOW + HOUR }, next: null, source: 'roster' }, { by: 'nobody', now: null, next: null, source: null }
    ])
  })

  it('stands in the strip with who follows, where the one follows the other', () => {
    const alone: Shift = { now: { name: 'Mira', until: FOR_GOOD }, next: null, order: ['Mira'] }
    const [two, one] = ['14:00', '13:00']
    const said = (over: Shift, onCall: typeof source | null = null): string => [onCallMore({ shift: over, onCall }, NOW, 'utc'), thenMore({ shift: over })].filter(Boolean).join(', ')
    expect([said(shift, source), said({ ...shift, next: { name: 'Daniel', from: NOW + 3 * HOUR } }), said(alone), said(gap), said(NO_SHIFT, source), said(NO_SHIFT)])
      .toEqual([`until ${two}, then Daniel`, `until ${two}`, 'always', `Daniel from ${two}`, `until ${one}`, ''])
  })
})

describe('a desk', () => {
  it.each<readonly [string, string | null, Shift]>([
    ['This is the desk of Mira, who is on call: pages are loud here.', 'Mira', shift],
    ['This is the desk of Daniel, who is not on call: pages are quiet here until it is their turn or a page goes on to them.', 'Daniel', shift],
    ['This is the desk of Mia, who is in none of the shifts that are known: look at how the name is written. Pages are quiet here.', 'Mia', shift],
    ['This is the desk of mira, who is on call: pages are loud here.', 'mira', shift],
    ['This is the desk of Daniel. Nobody is on call, so pages are loud here.', 'Daniel', gap],
    ['This is the desk of Daniel. Who is on call is not known until the calendar has been read, so new pages are loud here.', 'Daniel', { ...NO_SHIFT, calendar: 'awaited' }],
    ['The configuration does not say whose desk this is (paging.me): every page is loud here.', null, shift]
  ])('%s', (words, me, over) => { expect(deskText(aRoster({ me }), { shift: over, buddies: null })).toBe(words) })

  it('is loud where the Garda of whoever is on call does not watch, and says so', () => {
    const buddies = (standing: Buddies['rows'][number]['standing'], over: Partial<Buddies> = {}, name = 'mira'): Buddies => ({ source: 'am', sure: true, rows: [{ name, standing, since: NOW, seenAt: NOW, until: NOW }], ...over })
    const said = (all: Buddies): string => deskText(aRoster({ me: 'Daniel' }), { shift, buddies: all })
    const stranger = deskText(aRoster({ me: 'Mia' }), { shift, buddies: buddies('left') })
    const quiet = 'This is the desk of Daniel, who is not on call: pages are quiet here until it is their turn or a page goes on to them.'
    expect([said(buddies('gone')), said(buddies('left')), stranger, said(buddies('present')), said(buddies('unknown')), said(buddies('gone', {}, 'Ola'))]).toEqual([
      'This is the desk of Daniel, who is not on call. The Garda of Mira, who is, does not watch now: pages are loud here until it does.', 'This is the desk of Daniel, who is not on call. The Garda of Mira, who is, does not watch now: pages are loud here until it does.',
      'This is the desk of Mia, who is not on call. The Garda of Mira, who is, does not watch now: pages are loud here until it does.', quiet, quiet, quiet
    ])
  })
})

describe('the coming shifts', () => {
  it('are told from now on, with the desk’s own and what has no end', () => {
    const rows = shiftRows(aRoster({
      me: 'Daniel', ahead: [
        { person: 'Ola', from: NOW - 2 * HOUR, to: NOW, by: 'rotation' }, { person: 'Mira', from: NOW, to: NOW + 2 * HOUR, by: 'rotation' }, { person: 'Daniel', from: NOW + 2 * HOUR, to: NOW + 26 * HOUR, by: 'override' },
        { person: 'Mi\u202era', from: NOW + 26 * HOUR, to: FOR_GOOD, by: 'calendar' }
      ]
    }), NOW + HOUR, 'utc')
    expect(rows.map(({ person, from, to, length, by, isNow, isMine }) => ({ person, from, to, length, by, isNow, isMine }))).toEqual([
      { person: 'Mira', from: 'now', to: '14:00', length: '1 h', by: 'rotation', isNow: true, isMine: false },
      { person: 'Daniel', from: '14:00', to: 'Fri 14 Nov 14:00', length: '1 d', by: 'override', isNow: false, isMine: true },
      { person: 'Mira', from: 'Fri 14 Nov 14:00', to: 'no end known', length: '–', by: 'calendar', isNow: false, isMine: false }
    ])
  })
})
