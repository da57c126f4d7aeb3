import { z } from 'zod'
import { ALERT_STATES } from '../domain/alert'
import { SEVERITIES } from '../domain/severity'

/** What a hook gets, for machines: `garda.page/1`. Times are ISO 8601 in UTC. Fields are only ever added within version 1. */
export const PAGE_SCHEMA = 'garda.page/1'

const time = z.string().describe('ISO 8601, UTC')
const labels = z.record(z.string(), z.string())

export const pageDocumentSchema = z.object({
  schema: z.literal(PAGE_SCHEMA),
  event: z.enum(['paged', 'repeated', 'passed-on', 'acknowledged', 'resolved', 'unwatched', 'suppressed', 'test']).describe('What happened to the page. Only resolved is well: unwatched, its source was taken out of the configuration; suppressed, what is left of it still fires, held back by a silence, an inhibition or a mute time'),
  at: time,
  page: z.object({
    id: z.string().describe('The same for every event of one page'),
    title: z.string(), body: z.string(),
    severity: z.enum(SEVERITIES), environment: z.string(),
    services: z.array(z.string()).describe('Names of the services it hurts, worst first'),
    since: time.describe('When the first of its alerts began'),
    person: z.string().nullable().describe('Who is paged; null when nobody is known to be on call'),
    acknowledgedBy: z.string().nullable(),
    alertCount: z.number().int().min(0).describe('How many alerts it holds, those that are over as well'),
    firingCount: z.number().int().min(0).describe('How many of them fire'),
    alerts: z.array(z.object({
      id: z.string(), name: z.string(), severity: z.enum(SEVERITIES), state: z.enum(ALERT_STATES).describe('suppressed: it fires, held back by a silence, an inhibition or a mute time'),
      service: z.string().nullable(), labels, annotations: labels, runbook: z.string().nullable()
    })).describe('The worst of them, 100 at most')
  })
}).meta({ title: 'Garda page', description: 'What the command and the webhook of a page get' })
