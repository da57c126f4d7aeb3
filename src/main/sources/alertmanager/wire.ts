import { z } from 'zod'
import { labelsWire, readWire, timeWire } from '../../ports/wire'

/** Alertmanager API v2, as sent. Lists that older versions lack or send as null are empty. */
const ids = z.array(z.string()).nullish().transform((list) => list ?? [])

const alertWire = z.object({
  fingerprint: z.string().optional(),
  startsAt: timeWire,
  endsAt: timeWire.optional(),
  generatorURL: z.string().optional(),
  labels: labelsWire,
  annotations: labelsWire,
  status: z.object({ state: z.enum(['active', 'suppressed', 'unprocessed']), silencedBy: ids, inhibitedBy: ids, mutedBy: ids })
})
export type AlertWire = z.infer<typeof alertWire>

/** One alert of the list, wherever it stands. */
export const readAlert = (value: unknown, index: number): AlertWire => readWire(alertWire, value, `[${index}]`)
/** The list itself; what is in it is read one by one. */
export const listWire = z.array(z.unknown())

export const silenceWire = z.object({
  id: z.string().min(1),
  matchers: z.array(z.object({ name: z.string(), value: z.string(), isRegex: z.boolean(), isEqual: z.boolean().default(true) })),
  startsAt: timeWire,
  endsAt: timeWire,
  updatedAt: timeWire,
  createdBy: z.string().default(''),
  comment: z.string().default(''),
  status: z.object({ state: z.enum(['pending', 'active', 'expired']) })
})
export type SilenceWire = z.infer<typeof silenceWire>
export const silencesWire = z.array(silenceWire)

/** `uptime` is when it was started. */
export const statusWire = z.object({ versionInfo: z.object({ version: z.string() }), uptime: z.string().optional(), config: z.unknown().optional() })
/** Its configuration as YAML, without secrets. None can be empty. */
export const configWire = z.object({ original: z.string().refine((text) => text !== '', 'YAML') })
