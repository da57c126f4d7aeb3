import { readFile, stat } from 'node:fs/promises'
import { calendarUrl, type CalendarProblem, type CalendarReading } from '@shared/domain/on-call'
import { clean } from '@shared/text/clean'
import { failureText } from '@shared/text/failure'
import { t } from '@shared/text/catalogue'
import type { Calendars } from '../ports/calendars'
import type { Clock } from '../ports/clock'
import { asFailure } from '../ports/failure'
import type { HttpFactory } from '../ports/http'
import { turnsIn } from './ical-turns'
import { detailOf } from './node-config-atomic'
import { watchFile, type WatchPace } from './node-config-watch'

const EVERY_MS = 5 * 60_000
/** Until one was read nobody is known to be on call, and each desk rings: a network may come later than Garda. */
const FIRST_MS = 15_000
const MAX_BYTES = 5 * 1024 * 1024
const DAY = 86_400_000
/** How long what was counted from the same text will do; the window is much longer. */
const RECOUNT_MS = DAY / 4

type Fetched = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string }

export interface CalendarWorld { readonly http: Pick<HttpFactory, 'open'>; readonly clock: Clock; readonly pace?: WatchPace }

/** Calendars by Node's files and Garda's own way to the network. */
export const nodeCalendars = ({ http, clock, pace }: CalendarWorld): Calendars => ({
  follow: (place, zone, heard) => {
    const url = calendarUrl(place)
    const client = url === null ? null : http.open('on-call calendar', { auth: { type: 'none' }, headers: {}, tls: null, proxy: 'system' })
    const end = new AbortController()
    let reading: CalendarReading = { turns: null, readAt: null, problem: null, floating: null }
    let good: { readonly text: string; readonly at: number } | null = null
    let refused: { readonly text: string; readonly problem: CalendarProblem } | null = null
    let cancel = (): void => undefined
    let looking = false
    let asked = 0
    let answered = 0

    const take = (text: string): CalendarReading => {
      const at = clock.now()
      if (text === refused?.text) return { ...reading, problem: refused.problem }
      if (text === good?.text && at >= good.at && at - good.at < RECOUNT_MS) return { ...reading, readAt: at, problem: null }
      const counted = turnsIn(text, { from: at - DAY, to: at + 400 * DAY }, zone)
      if (!counted.ok) { refused = { text, problem: counted.problem }; return { ...reading, problem: counted.problem } }
      good = { text, at }
      refused = null
      return { turns: counted.turns, readAt: at, problem: null, floating: counted.floating }
    }
    const look = async (): Promise<void> => {
      asked++
      if (looking) return
      looking = true
      do {
        answered = asked
        cancel()
        const fetched = client === null || url === null ? await fileText(place) : await webText(client, url, end.signal)
        if (end.signal.aborted) return
        reading = fetched.ok ? take(fetched.text) : { ...reading, problem: { line: null, reason: fetched.reason } }
        heard(reading)
      } while (answered !== asked)
      looking = false
      cancel = clock.after(reading.turns === null ? FIRST_MS : EVERY_MS, () => { void look() })
    }
    const unwatch = url === null ? watchFile(place, () => { void look() }, pace) : () => undefined
    void look()
    return () => { end.abort(); cancel(); unwatch(); client?.close() }
  }
})

const decoded = (bytes: Uint8Array): Fetched => {
  try { return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) } } catch { return { ok: false, reason: t('onCall.calendar.notText') } }
}

const fileText = async (path: string): Promise<Fetched> => {
  try {
    const about = await stat(path)
    if (!about.isFile()) return { ok: false, reason: t('onCall.calendar.notFile') }
    if (about.size > MAX_BYTES) return { ok: false, reason: t('onCall.calendar.big') }
    return decoded(await readFile(path))
  } catch (error) {
    const detail = detailOf(error)
    return { ok: false, reason: detail === 'ENOENT' ? t('onCall.calendar.missing') : t('onCall.calendar.unreadable', { detail: clean(detail, { max: 200 }) }) }
  }
}

const webText = async (client: ReturnType<HttpFactory['open']>, url: string, signal: AbortSignal): Promise<Fetched> => {
  try {
    const { status, body } = await client.request({ url, headers: { accept: 'text/calendar' } }, { signal, deadlineMs: 15_000, maxBytes: MAX_BYTES, maxInflatedBytes: MAX_BYTES })
    return status === 200 ? decoded(body) : { ok: false, reason: t('onCall.calendar.status', { status }) }
  } catch (error) { return { ok: false, reason: asSentence(failureText(asFailure(error), t('onCall.calendar.it'))) } }
}

const asSentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
