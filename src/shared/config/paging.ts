import { z } from 'zod'
import { readMatcher, type MatcherProblem } from '../domain/matcher'
import { ROUTES } from '../domain/page'
import { SEVERITIES } from '../domain/severity'
import { t } from '../text/catalogue'
import { duration, httpUrl, secretRef } from './parts'

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Day = (typeof DAYS)[number]

const person = z.string().trim().min(1).max(80)
export const timeOfDay = z.string().trim().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: () => t('terminal.config.timeOfDay') })
/** An IANA time zone that this computer knows. */
export const zone = z.string().trim().refine((name) => { try { return Boolean(new Intl.DateTimeFormat('en', { timeZone: name })) } catch { return false } }, { error: () => t('terminal.config.zone') })

/** `name="value"`, `name!="value"`, `name=~"regex"`, `name!~"regex"`, as in Prometheus and Alertmanager. */
const matcherText = z.string().trim().max(1000).superRefine((text, ctx) => {
  const read = readMatcher(text)
  if (!read.ok) ctx.addIssue({ code: 'custom', message: matcherProblem(read.problem) })
})
const matcherProblem = (problem: MatcherProblem): string => (problem.code === 'regex'
  ? t('terminal.config.matcher.regex', { reason: t(`alerts.regex.${problem.problem}`), at: problem.at + 1 })
  : t(`terminal.config.matcher.${problem.code}`))

/** Over midnight where `from` is the later. */
const hours = z.strictObject({ from: timeOfDay, to: timeOfDay }).describe('Hours of the day, in the zone of the night')

export const ruleSchema = z.strictObject({
  name: z.string().trim().min(1).max(200).optional().describe('Said where the rule decided'),
  when: z.strictObject({
    severity: z.array(z.enum(SEVERITIES)).min(1).optional(),
    environment: z.array(z.string().trim().min(1).max(80)).min(1).optional().describe('Kinds or names of environments'),
    tier: z.array(z.literal([1, 2, 3])).min(1).optional(),
    service: z.array(z.string().trim().min(1).max(120)).min(1).optional(),
    matchers: z.array(matcherText).min(1).optional().describe('Label matchers, all must fit'),
    time: z.enum(['day', 'night']).optional(),
    hours: hours.optional(),
    days: z.array(z.enum(DAYS)).min(1).optional(),
    onCall: z.boolean().optional().describe('Whether this desk’s person is on call')
  }).default({}).describe('All that is given must fit; nothing given fits everything'),
  then: z.enum(ROUTES)
})
export type RuleConfig = z.infer<typeof ruleSchema>

const rung = z.strictObject({ after: duration('0s', '24h'), every: duration('10s', '24h').optional() })
export const ladderSchema = z.strictObject({
  severity: z.array(z.enum(SEVERITIES)).min(1).optional(),
  time: z.enum(['day', 'night']).optional(),
  hours: hours.optional(),
  window: rung.omit({ every: true }).optional(),
  sound: rung.optional(),
  hook: rung.optional(),
  next: rung.optional().describe('When an unacknowledged page goes on to the next person')
})
export type LadderConfig = z.infer<typeof ladderSchema>

export const hooksSchema = z.strictObject({
  command: z.strictObject({
    path: z.string().min(1).max(4000).describe('Absolute path of a program; it gets JSON on standard input'),
    args: z.array(z.string().max(4000)).max(50).default([]),
    timeout: duration('1s', '5m').prefault('20s')
  }).optional(),
  webhook: z.strictObject({ url: httpUrl, token: secretRef.optional().describe('Sent as a bearer token'), timeout: duration('1s', '1m').prefault('10s') }).optional()
})
export type HooksConfig = z.infer<typeof hooksSchema>

const instant = z.string().trim().refine((text) => Number.isFinite(Date.parse(text)), { error: () => t('terminal.config.instant') })
export const rotationSchema = z.strictObject({
  people: z.array(person).max(100).default([]).describe('In the order of their shifts'),
  start: instant.optional().describe('Day of the first person’s first shift, ISO 8601, which begins at the handover; absent: the first Monday of 2024'),
  handover: timeOfDay.default('09:00'),
  every: z.number().int().min(1).max(366).default(7).describe('Days in a shift'),
  zone: zone.optional().describe('Time zone of the handover; absent: this computer’s'),
  overrides: z.array(z.strictObject({ from: instant, to: instant, person }).refine((o) => Date.parse(o.from) < Date.parse(o.to), { path: ['to'], error: () => t('onCall.config.ends') })).max(1000).default([]),
  calendar: z.string().trim().min(1).max(4000).optional().describe('iCalendar file or https address; its events’ titles are people')
})
export type RotationConfig = z.infer<typeof rotationSchema>

export const nightWatchSchema = z.strictObject({
  schedule: z.boolean().default(true).describe('Armed from dusk to dawn when this desk’s person is on call, or that is not known'),
  keepAwake: z.boolean().default(false).describe('Keep this computer from sleeping while armed'),
  test: z.boolean().default(true).describe('Test the alarm when armed: a real notification and a quiet sound'),
  digest: z.boolean().default(true).describe('Tell the night in one notification in the morning')
})

const nightSchema = z.strictObject({ from: timeOfDay.default('22:00'), to: timeOfDay.default('07:00'), zone: zone.optional() })
export type NightConfig = z.infer<typeof nightSchema>

export const pagingSchema = z.strictObject({
  me: person.optional().describe('Whose desk this is; absent: every page is loud here'),
  rules: z.array(ruleSchema).max(500).default([]).describe('Tried in order, before the usual ones'),
  night: nightSchema.prefault({}),
  nightWatch: nightWatchSchema.prefault({}),
  ladders: z.array(ladderSchema).max(100).default([]).describe('Tried in order, before the usual ones'),
  grace: duration('0s', '1h').prefault('60s').describe('An alert that is gone for less is not over'),
  unknownAfter: duration('10s', '24h').prefault('5m').describe('When a service that cannot be seen is told of'),
  onCall: rotationSchema.prefault({}),
  hooks: hooksSchema.prefault({}),
  buddy: z.strictObject({ source: z.string().trim().min(1).max(120).optional().describe('Name of the Alertmanager by which they see each other; absent: the first one') }).optional().describe('Lets Gardas with one Alertmanager see each other, so that one takes over when the other vanishes; needs me'),
  heartbeat: z.strictObject({ url: httpUrl, every: duration('10s', '1h').prefault('1m') }).optional().describe('Asked for after each round in which every source answered')
})
export type PagingConfig = z.infer<typeof pagingSchema>
