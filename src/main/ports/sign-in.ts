import type { SignInCookie } from '@shared/domain/sign-in'
import type { Connection } from './http'

/** What happens in a sign-in window. */
export interface SignInHeard {
  /** A page stands there. */
  arrived(url: string): void
  /** A redirect led past here. */
  passed(url: string): void
  /** The page gave up: redirects in circles. */
  circled(url: string): void
  /** A client certificate of the source was asked for, and could not be shown. */
  uncertified(): void
  /** By a person. */
  closed(): void
}
/** Where a person signs in, by the way that the source's own requests take. */
export interface SignInPage extends Pick<Connection, 'proxy' | 'tls'> { readonly url: string; readonly source: string }
export interface SignInWindow { focus(): void; close(): void }

/** Windows in which a person signs in at a source, and the jar of cookies of each source, which only that source's requests use. */
export interface SignIns {
  open(id: string, page: SignInPage, heard: SignInHeard): SignInWindow
  /** Why the jar cannot be kept beyond this run; null: it can. */
  unkept(id: string): Promise<string | null>
  /** What would go with a request to this address. */
  cookies(id: string, url: string): Promise<readonly SignInCookie[]>
  forget(id: string): Promise<void>
}
