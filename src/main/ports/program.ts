/** Garda as it stands on the disk. `build` is another whenever the program is; it means nothing else. */
export interface Installed { readonly version: string; readonly build: string }

export interface Program {
  /** Costs little. Null: it cannot be told now, as while it is being replaced. Never rejects. */
  installed(): Promise<Installed | null>
}
