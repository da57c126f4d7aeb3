import type { SourceConfig } from '../config/schema'

/** A cookie that would go with a request, as far as its end is of interest. */
export interface SignInCookie {
  readonly name: string
  /** Kept from the pages' own scripts, as sessions are. */
  readonly httpOnly: boolean
  /** ms since 1970; null: with the end of the run. */
  readonly endsAt: number | null
}

/** What is known of a sign-in by a window. `endsAt`: null where it says none. */
export interface SignInView { readonly signedIn: boolean; readonly endsAt: number | null }

/** Whether a person may sign in at a source in a window: not where it has credentials of its own, nor where its requests ask for another name than a window can. */
export const windowSignIn = ({ auth, headers, tls }: Pick<SourceConfig, 'auth' | 'headers'> & { readonly tls?: SourceConfig['tls'] | null }): 'yes' | 'credentials' | 'network' => {
  const names = Object.keys(headers).map((name) => name.toLowerCase())
  if (auth.type !== 'none' || names.includes('authorization') || names.includes('cookie')) return 'credentials'
  return tls?.serverName !== undefined || names.includes('host') ? 'network' : 'yes'
}
