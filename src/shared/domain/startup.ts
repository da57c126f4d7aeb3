/** What can start Garda at login, and what starts it again when it has ended abnormally. */
export type Starter = 'systemd' | 'xdg' | 'launchd' | 'run-key'
export const RESTARTERS = ['systemd', 'launchd', 'supervisor'] as const
export type Restarter = (typeof RESTARTERS)[number]

/** Start at login, as the system has it. */
export interface StartupView {
  /** `none`: this face cannot. `unknown`: `detail` says why it could not be read. */
  readonly state: 'on' | 'off' | 'unknown' | 'none'
  /** What starts it, or would; null where nothing can. */
  readonly by: Starter | null
  /** The file, or the name, under which the system has it. */
  readonly place: string
  /** It is on, and starts something other than this Garda. */
  readonly differs: boolean
  /** What starts it again after a crash, once it is started so; null: nothing. */
  readonly restarts: Restarter | null
  /** What starts this very run again. */
  readonly now: Restarter | null
  readonly detail: string
}

export const NO_STARTUP: StartupView = { state: 'none', by: null, place: '', differs: false, restarts: null, now: null, detail: '' }

/** The name that whoever watches over a run leaves in its environment. */
export const SUPERVISOR_VARIABLE = 'GARDA_SUPERVISOR'
export const restarterOf = (env: Readonly<Record<string, string | undefined>>): Restarter | null => RESTARTERS.find((name) => name === env[SUPERVISOR_VARIABLE]) ?? null

/** With this code Garda asks whoever watches over it to start it anew (EX_TEMPFAIL of sysexits.h). */
export const EXIT_ANEW = 75
