/** An imported dashboard in a list. */
export interface DashboardBrief {
  readonly id: string
  /** Of other people's making, not clean. */
  readonly title: string
  readonly tags: readonly string[]
  readonly panels: number
  /** Panels that cannot be shown. */
  readonly unshown: number
  /** Where it came from: the name of a file, an address; '' where it was pasted. */
  readonly origin: string
  readonly importedAt: number
  /** How far back it looks by itself, ms; null: it does not say. */
  readonly lookbackMs: number | null
  /** Comes with the demo, and is as made up as the rest of it. */
  readonly demo: boolean
}
export interface DashboardList {
  readonly list: readonly DashboardBrief[]
  /** Files that could not be read, with the reason. */
  readonly damaged: readonly { readonly file: string; readonly reason: string }[]
}
export type DashboardAnswer = { readonly ok: true; readonly brief: DashboardBrief; /** The dashboard's own JSON. */ readonly json: string } | { readonly ok: false; readonly reason: string }
/** `id`: of the dashboard as it is kept now; '' where nothing was chosen. */
export type ImportAnswer = { readonly ok: true; readonly id: string } | { readonly ok: false; readonly reason: string }
/** A dashboard that a Grafana has. */
export interface GrafanaHit { readonly uid: string; readonly title: string; readonly folder: string }
export type GrafanaHits = { readonly ok: true; readonly hits: readonly GrafanaHit[] } | { readonly ok: false; readonly reason: string }
