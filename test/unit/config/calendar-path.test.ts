import { describe, expect, it } from 'vitest'
import { mapPaths } from '@shared/config/merge'
import { configSchema } from '@shared/config/schema'

describe('the place of an on-call calendar', () => {
  it.each([['on-call.ics', '/team/on-call.ics'], ['https://calendar.example/a.ics', 'https://calendar.example/a.ics'], ['webcal://calendar.example/a.ics', 'webcal://calendar.example/a.ics'], [undefined, undefined]])('%s is read as %s', (calendar, to) => {
    const config = configSchema.parse({ paging: { onCall: { ...(calendar === undefined ? {} : { calendar }) } } })
    expect(mapPaths(config, (path) => `/team/${path}`).paging.onCall.calendar).toBe(to)
  })
})
