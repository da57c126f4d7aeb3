/** Imported dashboards as texts, one for each. Rejects with what the file system says. */
export interface Dashboards {
  /** All, in no order; `damaged`: names of those that could not be read. */
  list(): Promise<{ readonly kept: readonly { readonly id: string; readonly text: string }[]; readonly damaged: readonly { readonly file: string; readonly reason: string }[] }>
  /** Null: there is none. */
  read(id: string): Promise<string | null>
  /** Whole, or not at all. */
  write(id: string, text: string): Promise<void>
  remove(id: string): Promise<void>
}

/** Names that are safe as those of files. */
export const isDashboardId = (id: string): boolean => /^[a-z0-9][a-z0-9-]{0,79}$/.test(id)
