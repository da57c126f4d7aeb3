// @vitest-environment jsdom
import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Buddy } from '@shared/domain/buddy'
import type { Roster } from '@shared/domain/on-call'
import { NO_SHIFT, type Shift } from '@shared/domain/page'
import type { AppState } from '@shared/state/app-state'
import OnCallScreen from '../../../../src/renderer/features/oncall/OnCallScreen'
import { aSource, aState, NOW, someAges } from '../../../builders'
import { stage, type Stage } from '../shell/stage'

const HOUR = 3_600_000
const shift: Shift = { now: { name: 'Mira Solberg', until: NOW + 2 * HOUR }, next: { name: 'Daniel Okoye', from: NOW + 2 * HOUR }, order: ['Mira Solberg', 'Daniel Okoye'] }
const roster: Roster = {
  me: 'Mira Solberg', people: ['Mira Solberg', 'Daniel Okoye'], handover: { at: '09:00', every: 7, zone: 'Europe/Oslo' }, overrides: 1,
  ahead: [{ person: 'Mira Solberg', from: NOW - HOUR, to: NOW + 2 * HOUR, by: 'rotation' }, { person: 'Daniel Okoye', from: NOW + 2 * HOUR, to: NOW + 4 * HOUR, by: 'override' }],
  calendar: { place: 'calendar.example/…', readAt: NOW - 240_000, problem: null, floating: null }
}
const none: Roster = { me: null, people: [], handover: { at: '09:00', every: 7, zone: 'Europe/Oslo' }, overrides: 0, ahead: [], calendar: null }

const open = (told: () => Promise<Roster>, state: AppState = aState({ meta: { shift } })): Promise<Stage> =>
  stage(state, { oncall: OnCallScreen }, { address: { place: { view: 'oncall', item: null }, theme: null }, answers: { answer: { roster: told } } })
const panel = (name: string): string | null => screen.getByRole('region', { name }).textContent
const main = (): string => screen.getByRole('main').textContent

describe('the On-call screen', () => {
  it('tells who is on call and who follows, the coming shifts with overrides marked, where it is from, and whose desk this is', async () => {
    await open(async () => roster)
    expect([panel('Now'), panel('Next')].map((x) => x?.replace(/\d\d:\d\d/, 'HH:MM'))).toEqual(['NowMira Solberguntil HH:MM, 2 h from now', 'NextDaniel Okoyefrom HH:MM, in 2 h'])
    const cells = within(screen.getByRole('table', { name: 'Coming shifts' })).getAllByRole('row').slice(1).map((row) => [...row.children].map((c) => c.textContent.replace(/\d\d:\d\d/, 'HH:MM')))
    expect(cells).toEqual([['Mira Solberg this desk', 'now', 'HH:MM', '2 h', 'turn'], ['Daniel Okoye', 'HH:MM', 'HH:MM', '2 h', 'override']])
    expect([panel('This desk'), panel('Where this comes from')]).toEqual([
      'This deskThis is the desk of Mira Solberg, who is on call: pages are loud here.',
      'Where this comes fromCalendarcalendar.example/…Read4 min agoPeople in turnMira Solberg, Daniel OkoyeHandover09:00, every 7 daysTime zoneEurope/OsloOverrides1Times of handover are those of Europe/Oslo; this screen shows this computer’s time.'
    ])
    expect(screen.getAllByRole('banner')[0]!.textContent.replace(/\d\d:\d\d/, 'HH:MM')).toContain('On callthen Daniel OkoyeMira Solberguntil HH:MM, then Daniel Okoye')
  })

  it('tells whose Garda watches, who is away since when, and of whom nothing is known', async () => {
    const standing = (name: string, at: number, over: Partial<Buddy> = {}): Buddy => ({ name, standing: 'present', since: at, seenAt: at, until: at + 300_000, ...over })
    const away = NOW - 20 * 60_000
    const rows = [standing('Daniel Okoye', NOW - 40_000), standing('Eve', away, { standing: 'gone' }), standing('Mira Solberg', NOW - 20_000), standing('Ola', away, { standing: 'left' })]
    const buddies = { source: 'am', sure: true, rows }
    const people = [...roster.people, 'Zoe']
    const sources = [aSource({ id: 'am', name: 'alertmanager-eu', kind: 'alertmanager' })]
    const it = await open(async () => ({ ...roster, people }), aState({ meta: { shift, buddies }, sources }))
    const said = (): readonly (string | undefined)[] => within(screen.getByRole('region', { name: 'Who watches' })).getAllByRole('definition').map((d) => `${d.previousElementSibling?.textContent}: ${d.textContent.replace(/\d\d:\d\d/, 'HH:MM').replace(/\d+ s/, 'N s')}`)
    expect(said()).toEqual([
      'Mira Solberg (this desk): Garda present, seen N s ago', 'Daniel Okoye: Garda present, seen N s ago', 'Zoe: not known', 'Eve: gone since HH:MM', 'Ola: closed or paused since HH:MM'
    ])
    expect(panel('Who watches')).toMatch(/They see each other by alertmanager-eu\.$/)
    await it.next(aState({ meta: { shift, buddies: { source: 'am', sure: false, rows: rows.slice(0, 2) } }, sources }))
    expect([said(), panel('Who watches')?.endsWith('alertmanager-eu cannot be read now, so nothing new is concluded.')]).toEqual([
      ['Mira Solberg (this desk): not known', 'Daniel Okoye: not known', 'Zoe: not known', 'Eve: gone since HH:MM'], true
    ])
    await it.next(aState({ meta: { shift, buddies: { source: 'am', sure: true, rows: [] } }, sources }))
    expect(said()[0]).toBe('Mira Solberg (this desk): not seen by the others')
    await it.next(aState({ meta: { shift, buddies: { source: null, sure: false, rows: [] } } }))
    expect(panel('Who watches')).toMatch(/Other Gardas cannot see this one: no source takes silences$/)
    await it.next(aState({ meta: { shift } }))
    expect(screen.queryByRole('region', { name: 'Who watches' })).toBeNull()
  })

  it('says what is wrong with the calendar, and whether an older one holds', async () => {
    const problem = { line: 12, reason: 'this entry has no title, which would be the person' }
    await open(async () => ({ ...roster, calendar: { place: 'a.ics', readAt: NOW - 240_000, problem, floating: null } }))
    expect(screen.getByRole('main').querySelector('[role=alert]')?.textContent).toBe('It cannot be read now. What it said when it was good holds. Line 12: this entry has no title, which would be the person')
  })

  it('shows what a source says, how old that is, and no more than it says', async () => {
    await open(async () => none, aState({ meta: { onCall: { name: 'Ola', until: NOW + HOUR, source: 'rota' } }, ages: { rota: someAges() } }))
    expect([panel('Next'), panel('Coming shifts')]).toEqual(['NextNobodyA source says who is on call; it does not say who follows.', 'Coming shiftsA source says who is on call; it does not say who follows.'])
    expect(panel('Where this comes from')).toMatch(/^Where this comes fromSourcerota, \d+ s$/)
  })

  it('says that nobody is known, what that means, and what to write, which a key copies', async () => {
    const it = await open(async () => none, aState({ meta: { shift: NO_SHIFT } }))
    expect(main()).toContain('Nobody is known to be on callPages are loud at this desk whoever’s turn it is.')
    await it.press('c')
    const copied = it.fake.calls.filter((c) => c.command === 'copyText').map((c) => String(c.args[0]).split('\n').slice(0, 4))
    expect([copied, main().includes('Copied')]).toEqual([[['paging:', '  me: Mira Solberg', '  onCall:', '    people: [Mira Solberg, Daniel Okoye]']], true])
  })

  it('says that the calendar was never read, and nothing of what to write', async () => {
    const calendar = { place: 'a.ics', readAt: null, problem: { line: null, reason: 'there is no such file' }, floating: null }
    const it = await open(async () => ({ ...none, calendar }), aState({ meta: { shift: { ...NO_SHIFT, calendar: 'refused' } } }))
    await it.press('c')
    expect([main().match(/Nobody is known.*this desk\./)?.[0], main().includes('garda.yaml'), it.fake.calls.filter((c) => c.command === 'copyText')]).toEqual([
      'Nobody is known to be on callThe calendar has not been read yet. It goes before the people in turn, so until then nobody is taken to be on call, and new pages are loud at this desk.', false, []
    ])
  })

  it('asks anew when another shift holds, and each minute', async () => {
    let asked = 0
    const it = await open(async () => { asked++; return roster })
    const counts = [asked]
    await it.next(aState({ meta: { shift: { now: { name: 'Daniel Okoye', until: NOW + 4 * HOUR }, next: null, order: ['Daniel Okoye'] } } }))
    counts.push(asked)
    await it.pass(61_000)
    counts.push(asked)
    expect([counts, panel('Now')?.replace(/\d\d:\d\d/, 'HH:MM')]).toEqual([[1, 2, 3], 'NowDaniel Okoyeuntil HH:MM, 3 h 58 min from now'])
  })

  it('says that it was not told', async () => {
    await open(() => Promise.reject(new Error('main is gone')))
    expect(main()).toContain('Garda could not say who is on callmain is gone')
  })
})
