import { z } from 'zod'
import { compileRegex } from '@shared/domain/linear-regex'
import type { Labels } from '@shared/domain/labels'
import { matcherTest, readMatcher } from '@shared/domain/matcher'
import type { Matcher } from '@shared/domain/silence'
import type { Work } from './slices'

/** Whether labels fit; null: that cannot be told. */
type Test = (labels: Labels) => boolean | null

/** A node of Alertmanager's routing tree, as far as it decides who is told when. */
export interface Route {
  readonly tests: readonly Test[]
  /** Whether what fits goes on to the next node beside it. */
  readonly goesOn: boolean
  /** Names of the time intervals at which it is muted. */
  readonly mutes: readonly string[]
  /** Names of those outside of which it is muted. */
  readonly actives: readonly string[]
  readonly routes: readonly Route[]
}

const DEEPEST = 50
const MOST_ROUTES = 5_000
const MOST_NAMES = 100
const MOST_MATCHERS = 200
/** Of one entry, characters. */
const LONGEST = 8_000

/** Where an alert goes from here cannot be told. */
export const UNSURE: Route = { tests: [() => null], goesOn: true, mutes: [], actives: [], routes: [] }

/**
 * The nodes that an alert ends in: depth first, the first of each level that fits, and those after it as long as each goes on; a node none of
 * whose own fits is one itself. Empty: it does not fit here. Null: that cannot be told.
 */
export const endsOf = (route: Route, labels: Labels): readonly Route[] | null => {
  let isSure = true
  for (const test of route.tests) {
    const fits = test(labels)
    if (fits === false) return []
    if (fits === null) isSure = false
  }
  if (!isSure) return null
  const all: Route[] = []
  for (const child of route.routes) {
    const ends = endsOf(child, labels)
    if (ends === null) return null
    all.push(...ends)
    if (ends.length > 0 && !child.goesOn) break
  }
  return all.length > 0 ? all : [route]
}

/** What follows a backslash and means one thing in the classic way and another in that of UTF-8, which is Go's. */
const TWO_MEANINGS = /[abfrtvxuU0-7]/
/** A name in quotes is of the new way alone; of Go's escapes these three are read here. */
const NOT_PLAIN = /[^\\"n]/
const BARE = /^([^\s{}!=~,\\"'`]+)(\s*[=!])/
const CLASSIC = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/

/**
 * Matchers of one entry of the list, in either of Alertmanager's ways of writing them: `a="b"`, `a=~b, c!="d"`, `{"a.b"="c"}`. Null where
 * they cannot be read, or mean one thing in one way and another in the other.
 */
export const readEntry = (entry: string): readonly Matcher[] | null => {
  const text = entry.trim()
  if (text.startsWith('{') !== text.endsWith('}')) return null
  const parts = (text.startsWith('{') ? text.slice(1, -1) : text).match(/(?:"(?:[^"\\]|\\.)*"|\\.|[^,])+|,/gs) ?? []
  const matchers: Matcher[] = []
  for (const [i, part] of parts.entries()) {
    // commas stand between them, and one may stand at the end
    if ((i % 2 === 1) !== (part === ',')) return null
    if (part === ',' || (i > 0 && i === parts.length - 1 && part.trim() === '')) continue
    const matcher = readOne(part.trim())
    if (matcher === null) return null
    matchers.push(matcher)
  }
  return matchers.length > 0 ? matchers : null
}

const readOne = (text: string): Matcher | null => {
  const unsure = text.startsWith('"') ? NOT_PLAIN : TWO_MEANINGS
  if ([...text.matchAll(/\\(.)/gs)].some(([, c]) => unsure.test(c!))) return null
  const bare = BARE.exec(text)
  const read = readMatcher(bare && !CLASSIC.test(bare[1]!) ? `"${bare[1]!}"${text.slice(bare[1]!.length)}` : text)
  return read.ok ? read.matcher : null
}

const names = z.array(z.string()).max(MOST_NAMES).nullish().transform((list) => list ?? [])
const pairs = <T extends z.ZodType>(value: T) => z.record(z.string(), value).nullish().transform((map) => Object.entries(map ?? {}))
/** What is not named here may route in a way that Garda does not know. */
const routeWire = z.strictObject({
  receiver: z.unknown().optional(), group_by: z.unknown().optional(), group_wait: z.unknown().optional(), group_interval: z.unknown().optional(), repeat_interval: z.unknown().optional(),
  match: pairs(z.string()),
  // an empty expression is printed as nothing
  match_re: pairs(z.string().nullable()),
  matchers: z.array(z.string().max(LONGEST)).max(MOST_MATCHERS).nullish().transform((list) => list ?? []),
  mute_time_intervals: names, active_time_intervals: names,
  continue: z.boolean().nullish().transform((on) => on ?? false),
  routes: z.array(z.unknown()).nullish().transform((list) => list ?? [])
})

/** What of it cannot be read, as paths of fields; what is read goes by. */
export interface Unread { readonly say: (field: string) => void }

/** Checking a node, and reading a matcher of it. */
const US_A_NODE = 100
const US_A_MATCHER = 30

/** The root of a routing tree and all below. Whatever cannot be read is a node of which nobody can tell where an alert goes from it. */
export function* readRoutes(value: unknown, unread: Unread): Work<Route> {
  let count = 0
  function* read(node: unknown, path: string, depth: number): Work<Route> {
    const unsure = (field: string): Route => { unread.say(field); return UNSURE }
    if (depth > DEEPEST || ++count > MOST_ROUTES) return unsure(path)
    const known = routeWire.safeParse(node)
    if (!known.success) return unsure(fieldOf(path, known.error))
    const { match, match_re, matchers, mute_time_intervals: mutes, active_time_intervals: actives, continue: goesOn, routes } = known.data
    const none = (field: string): Test => { unread.say(`${path}.${field}`); return () => null }
    const plain = match.map(([name, text]): Test => matcherTest({ name, value: text, isRegex: false, isEqual: true }))
    const costly = match_re.map(([name, text]): Test => (compileRegex(text ?? '').ok ? matcherTest({ name, value: text ?? '', isRegex: true, isEqual: true }) : none(`match_re.${name}`)))
    for (const [i, entry] of matchers.entries()) {
      const read = readEntry(entry)
      if (read === null) costly.push(none(`matchers[${i}]`))
      for (const matcher of read ?? []) (matcher.isRegex ? costly : plain).push(matcherTest(matcher))
    }
    // all have to fit: what is soonest told is asked first
    const tests = [...plain, ...costly]
    yield US_A_NODE + US_A_MATCHER * tests.length
    // Alertmanager loads no root that has any of these
    if (depth === 0 && (tests.length > 0 || mutes.length > 0 || actives.length > 0 || goesOn)) return unsure(path)
    const children: Route[] = []
    for (const [i, child] of routes.entries()) children.push(yield* read(child, `${path}.routes[${i}]`, depth + 1))
    return { tests, goesOn, mutes, actives, routes: children }
  }
  return yield* read(value, 'route', 0)
}

/** The field that a schema found wrong, by its path. */
export const fieldOf = (path: string, { issues: [issue] }: z.ZodError): string => {
  const steps = [...(issue?.path ?? []), ...(issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])]
  return steps.reduce<string>((text, step) => (typeof step === 'number' ? `${text}[${step}]` : `${text}.${String(step)}`), path)
}
