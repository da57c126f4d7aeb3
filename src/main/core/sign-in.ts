import type { SignInCookie } from '@shared/domain/sign-in'
import type { FailureCode } from '@shared/domain/source'
import { isSignInAddress } from '../ports/reply'

/** How often the login may come up again before it counts as a loop: somebody mistypes a password. */
const MOST_LOGINS = 5

/** How far a person has come in a sign-in window. */
export interface SignInProgress {
  /** How often the login came up after the source itself had been asked. */
  readonly logins: number
  /** The source itself was asked since. */
  readonly asked: boolean
}
/** The window begins at the source. */
export const BEGUN: SignInProgress = { logins: 0, asked: true }

type Place = 'source' | 'login' | 'nowhere'
const placeOf = (at: string, source: string): Place => {
  let url: URL
  try { url = new URL(at) } catch { return 'nowhere' }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'nowhere'
  const own = new URL(source)
  if (url.host !== own.host) return 'login'
  return isSignInAddress(new URL(url.pathname, 'http://nobody')) ? 'login' : 'source'
}

/** A redirect in the window led past an address. */
export const passedBy = (before: SignInProgress, at: string, source: string): SignInProgress => (placeOf(at, source) === 'source' ? { ...before, asked: true } : before)

/** A page stands in the window. */
export const arrivedAt = (before: SignInProgress, at: string, source: string): SignInProgress => {
  switch (placeOf(at, source)) {
    case 'source': return { ...before, asked: true }
    case 'login': return before.asked ? { logins: before.logins + 1, asked: false } : before
    case 'nowhere': return before
  }
}

/** What to make of it, once the source was asked how it fares; `failure` null: it answers. `stays-out`: the login was passed, and it wants one all the same. */
export const signInVerdict = (progress: SignInProgress, at: string, source: string, failure: FailureCode | null): 'done' | 'wait' | 'loops' | 'stays-out' | 'fails' => {
  if (failure === null) return 'done'
  if (progress.logins > MOST_LOGINS) return 'loops'
  if (progress.logins === 0 || placeOf(at, source) !== 'source') return 'wait'
  return failure === 'sign-in-needed' || failure === 'unauthorized' ? 'stays-out' : 'fails'
}

/** Cookies of the way to a sign-in, not of what came of it. */
const OF_THE_WAY = /csrf|xsrf|nonce|verifier|authstate|(?<![a-z])state(?![a-z])/i
const OF_THE_WAY_TOO = /[a-z]State(?![a-z])/
const isOfTheWay = (name: string): boolean => OF_THE_WAY.test(name) || OF_THE_WAY_TOO.test(name)
const OF_A_SESSION = /sess|auth|sso|token|jwt|proxy/i

/** When a sign-in ends by its cookies, ms; null: they do not say. What looks like a session is believed before the rest. */
export const sessionEnd = (cookies: readonly SignInCookie[]): number | null => {
  const dated = cookies.flatMap(({ name, httpOnly, endsAt }) => (endsAt === null || isOfTheWay(name) ? [] : [{ rank: (OF_A_SESSION.test(name) ? 2 : 0) + (httpOnly ? 1 : 0), endsAt }]))
  const rank = Math.max(...dated.map((one) => one.rank))
  return dated.filter((one) => one.rank === rank).reduce<number | null>((first, one) => (first === null || one.endsAt < first ? one.endsAt : first), null)
}

/** So long before its end a sign-in is spoken of. */
const SOON_MS = 30 * 60_000
/** An end as it was seen first, and whether it was told. */
export interface SeenEnd { readonly endsAt: number; readonly seenAt: number; readonly told: boolean }

/**
 * Whether to tell of an end now. `answeredAt`: when the source answered last. An end that each answer moves on is none: only one that an answer has left where it
 * was is told, once.
 */
export const endToTell = (before: SeenEnd | undefined, endsAt: number | null, answeredAt: number | null, now: number): { readonly next: SeenEnd | undefined; readonly tell: boolean } => {
  if (endsAt === null || endsAt <= now) return { next: undefined, tell: false }
  const seen = before?.endsAt === endsAt ? before : { endsAt, seenAt: now, told: false }
  const tell = !seen.told && endsAt - now <= SOON_MS && answeredAt !== null && answeredAt > seen.seenAt
  return { next: tell ? { ...seen, told: true } : seen, tell }
}
