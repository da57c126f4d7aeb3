import type { CalendarProblem } from '@shared/domain/on-call'
import { t } from '@shared/text/catalogue'

/** Where a component and its properties stand in the text, from line 1 on. */
export interface IcalPlace { readonly line: number; readonly properties: readonly { readonly name: string; readonly line: number; readonly tzid: string | null; readonly value: string }[] }

interface IcalLine { readonly line: number; readonly text: string }
export type IcalOutline =
  /** Events in the order of the text, names of the zones it describes, its lines unfolded. */
  | { readonly ok: true; readonly events: readonly IcalPlace[]; readonly zones: ReadonlySet<string>; readonly lines: readonly IcalLine[] }
  | { readonly ok: false; readonly problem: CalendarProblem }

interface Open { readonly name: string; readonly line: number; readonly properties: IcalPlace['properties'][number][]; tzid: string; parts: number }

/** Lines joined again where RFC 5545 (3.1) had them folded. */
const unfold = (text: string): readonly IcalLine[] => {
  const lines: { line: number; text: string }[] = []
  for (const [i, raw] of text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/).entries()) {
    const last = lines.at(-1)
    if (/^[ \t]/.test(raw) && last) last.text += raw.slice(1)
    else if (raw.trim() !== '') lines.push({ line: i + 1, text: raw })
  }
  return lines
}

/** Reads only how the text is built, so that whatever is wrong with it has a line. */
export const outlineOf = (text: string): IcalOutline => {
  const lines = unfold(text)
  const wrong = (line: number | null, reason: string): IcalOutline => ({ ok: false, problem: { line, reason } })
  const first = lines[0]
  if (!first) return wrong(null, t('onCall.calendar.empty'))
  if (!/^BEGIN:VCALENDAR\s*$/i.test(first.text)) return wrong(first.line, t('onCall.calendar.none'))
  const events: IcalPlace[] = []
  const zones = new Set<string>()
  const stack: Open[] = []
  for (const { line, text: content } of lines) {
    // what a parameter quotes may hold a colon; a quote that stands alone is one character more
    const found = /^([A-Za-z0-9-]+)(;(?:[^":]|"[^"]*")*)?:(.*)$/s.exec(content) ?? /^([A-Za-z0-9-]+)(;[^:]*)?:(.*)$/s.exec(content)
    if (!found) return wrong(line, t('onCall.calendar.line'))
    const [name, value] = [found[1]!.toUpperCase(), found[3]!.trim()]
    const inside = stack.at(-1)
    if (name === 'BEGIN') {
      if (inside) inside.parts++
      stack.push({ name: value.toUpperCase(), line, properties: [], tzid: '', parts: 0 })
      if (value.toUpperCase() === 'VEVENT') events.push(stack.at(-1)!)
    } else if (!inside) return wrong(line, t('onCall.calendar.outside'))
    else if (name === 'END') {
      if (inside.name !== value.toUpperCase()) return wrong(line, t('onCall.calendar.end', { name: inside.name, line: inside.line }))
      if (inside.name === 'VTIMEZONE') {
        if (inside.parts === 0) return wrong(inside.line, t('onCall.calendar.emptyZone', { zone: inside.tzid }))
        zones.add(inside.tzid)
      }
      stack.pop()
    } else {
      if (name === 'TZID') inside.tzid = value
      inside.properties.push({ name, line, tzid: /;TZID="?([^";:]+)"?/i.exec(found[2] ?? '')?.[1] ?? null, value })
    }
  }
  const open = stack.at(-1)
  return open ? wrong(lines.at(-1)!.line, t('onCall.calendar.cut', { name: open.name, line: open.line })) : { ok: true, events, zones, lines }
}
