import type { SignInCookie } from '@shared/domain/sign-in'

/** What happens in a sign-in window. */
export interface SignInHeard {
  /** A page stands there. */
  arrived(url: string): void
  /** A redirect led past here. */
  passed(url: string): void
  /** The page gave up: redirects in circles. */
  circled(url: string): void
  /** By a person. */
  closed(): void
}
export interface SignInWindow { focus(): void; close(): void }

/** Windows in which a person signs in at a source, and the jar of cookies of each source, which only that source's requests use. */
export interface SignIns {
  open(id: string, page: { readonly url: string; readonly source: string; readonly proxy: string }, heard: SignInHeard): SignInWindow
  /** Why the jar cannot be kept beyond this run; null: it can. */
  unkept(id: string): Promise<string | null>
  /** What would go with a request to this address. */
  cookies(id: string, url: string): Promise<readonly SignInCookie[]>
  forget(id: string): Promise<void>
}
