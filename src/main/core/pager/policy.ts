import type { Day, PagingConfig, RuleConfig } from '@shared/config/paging'
import type { Alert } from '@shared/domain/alert'
import type { EnvironmentKind } from '@shared/domain/environment'
import type { Labels } from '@shared/domain/labels'
import { matcherTest, readMatcher } from '@shared/domain/matcher'
import type { Route } from '@shared/domain/page'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { isWithin } from './night'

/** What a rule may ask about when something is to be told. */
export interface Moment {
  readonly night: boolean
  readonly day: Day
  /** Since midnight. */
  readonly minutes: number
  /** Whether this desk's person is on call; null where that is not known, which counts as yes. */
  readonly onCall: boolean | null
}

/** What is judged. */
export interface Subject extends Pick<Alert, 'severity' | 'environment' | 'service' | 'labels'> { readonly kind: EnvironmentKind; readonly tier: 1 | 2 | 3 | null }

/** What becomes of it, by which rule, whether that is one of a person or a team, and whether only because it is night. */
export interface Routed {
  readonly route: Route
  readonly rule: string
  readonly own: boolean
  readonly untilMorning: boolean
  /** It pages whoever is on call, and is not told here before its page comes to this desk. */
  readonly untold?: 'listed' | 'ignored'
}

interface Rule { readonly name: string; readonly own: boolean; readonly then: Route; readonly night: boolean; readonly fits: (subject: Subject, moment: Moment) => boolean }

/** Rules in the order they are tried; the first that fits decides. */
export type Policy = readonly Rule[]

/**
 * The rules of a person or a team, then the usual ones: production critical pages, its warnings notify by day; what nobody can see or rank
 * notifies, and pages for tier 1; staging is silent at night, development always.
 */
export const policyOf = (paging: PagingConfig): Policy => [...paging.rules.map((rule, i) => ruleOf(rule, t('rule.numbered', { n: i + 1 }))), ...USUAL]

export const routeOf = (subject: Subject, policy: Policy, moment: Moment): Routed => {
  const rule = policy.find(({ fits }) => fits(subject, moment)) ?? LAST
  const quiet = rule.then === 'list' || rule.then === 'ignore'
  const other = quiet && rule.night ? policy.find(({ fits }) => fits(subject, { ...moment, night: !moment.night })) : undefined
  return { route: rule.then, rule: rule.name, own: rule.own, untilMorning: moment.night && (other?.then === 'notify' || other?.then === 'page') }
}

const ruleOf = ({ name, when, then }: RuleConfig, place: string): Rule => {
  const matchers = (when.matchers ?? []).map(matcherOf)
  const one = <T>(list: readonly T[] | undefined, value: T | null): boolean => list === undefined || (value !== null && list.includes(value))
  const environments = when.environment?.map((e) => e.toLowerCase())
  return {
    name: clean(name ?? place, { max: 200 }), own: true, then, night: when.time !== undefined,
    fits: (s, m) => one(when.severity, s.severity) && (environments === undefined || environments.includes(s.kind) || environments.includes(s.environment.toLowerCase())) &&
      one(when.tier, s.tier) && one(when.service, s.service) && (when.time === undefined || (when.time === 'night') === m.night) && (when.hours === undefined || isWithin(when.hours, m.minutes)) &&
      one(when.days, m.day) &&
      (when.onCall === undefined || when.onCall === (m.onCall ?? true)) && matchers.every((fits) => fits(s.labels))
  }
}

/** The schema has refused what is no matcher; should one get here nevertheless, it fits nothing. */
const matcherOf = (text: string): ((labels: Labels) => boolean) => {
  const read = readMatcher(text)
  return read.ok ? matcherTest(read.matcher) : () => false
}

type Usual = 'development' | 'info' | 'staging-night' | 'staging' | 'local' | 'critical' | 'warning-night' | 'warning' | 'unknown-tier1' | 'unknown'
const usual = (name: Usual, then: Route, fits: Rule['fits'], night = false): Rule => ({ name: t(`rule.${name}`), own: false, then, fits, night })
const USUAL: Policy = [
  usual('development', 'list', (s) => s.kind === 'development'),
  usual('info', 'list', (s) => s.severity === 'info'),
  usual('staging-night', 'list', (s, m) => s.kind === 'staging' && m.night, true),
  usual('staging', 'notify', (s) => s.kind === 'staging', true),
  usual('local', 'notify', (s) => s.kind === 'local'),
  usual('critical', 'page', (s) => s.severity === 'critical'),
  usual('warning-night', 'list', (s, m) => s.severity === 'warning' && m.night, true),
  usual('warning', 'notify', (s) => s.severity === 'warning', true),
  usual('unknown-tier1', 'page', (s) => s.tier === 1)
]
const LAST: Rule = usual('unknown', 'notify', () => true)
