import { describe, expect, it } from 'vitest'
import type { Notice } from '@shared/domain/notice'
import { noticeText, toldOnWall } from '../../../../src/renderer/state/select/notice-words'
import { NOW } from '../../../builders'

const HOUR = 3_600_000
const aNotice = (code: Notice['code'], over: Partial<Notice> = {}): Notice => ({ id: code, at: NOW, severity: 'warning', code, values: {}, ...over })

describe('what a wall says of Garda itself', () => {
  it('is what threatens or interrupted the watch, the worst first, then the newest', () => {
    const told = toldOnWall([aNotice('crashed', { at: NOW - HOUR }), aNotice('update-installed', { severity: 'info' }), aNotice('sign-in-ends'), aNotice('config-refused', { severity: 'critical', at: NOW - 2 * HOUR })], NOW)
    expect(told.map(({ code }) => code)).toEqual(['config-refused', 'sign-in-ends', 'crashed'])
  })
  it('forgets after a day what happened once, and nothing that goes on', () => {
    const old = { at: NOW - 24 * HOUR }
    expect(toldOnWall([aNotice('crashed', old), aNotice('ledger-damaged', old), aNotice('hook-failed', old), aNotice('crashed', { id: 'later', at: NOW - 24 * HOUR + 1 })], NOW).map(({ id }) => id)).toEqual(['later', 'hook-failed'])
  })
  it('quotes others as words only', () => {
    expect(noticeText(aNotice('sign-in-ends', { values: { source: 'am\u202e\u0007x', time: '14:30' } }))).toBe('The sign-in to amx ends at 14:30. Sign in again before, or amx can no longer be seen.')
  })
})
