import type { Done } from '@shared/contract/commands'
import type { StartupView } from '@shared/domain/startup'

/** What is to be started: the words of its command line, the program first, and what it needs in its environment. */
export interface Launch { readonly words: readonly string[]; readonly env: Readonly<Record<string, string>> }

/** Start at login, where the system keeps it. */
export interface Startup {
  /** As it is now, whoever made it so. Never rejects. */
  read(): Promise<StartupView>
  /** Never rejects; `reason` names the file and what the system said. */
  set(on: boolean): Promise<Done>
}
