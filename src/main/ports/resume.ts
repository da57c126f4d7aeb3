/** What a run leaves to the one that is started in its place. */
export interface Left {
  readonly at: number
  /** Whether the main window was to be seen, and the hash of its address. */
  readonly window: boolean
  readonly hash: string
  /** Nobody asked for the restart: it was calm, and a new version was there. */
  readonly byItself: boolean
  /** What was opened, or closed, until the end of the run only. */
  readonly walls: LeftWalls
}
export interface LeftWalls {
  readonly runs: readonly { readonly item: string; readonly display: string | null; /** No display was there yet since it was asked for. */ readonly waits?: boolean | undefined }[]
  readonly switched: readonly { readonly name: string; readonly on: boolean }[]
}

export interface Resume {
  leave(left: Left): void
  /** What the run before left, once; null: it left nothing, or too long ago. Never throws. */
  take(now: number): Left | null
}
