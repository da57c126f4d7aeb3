/** Facts of the computer Garda runs on, gathered at one moment. Null: this system does not tell. */
export interface MachineFacts {
  readonly at: number
  readonly hostname: string
  readonly os: string
  /** 0 to 1 over all cores, since the reading before. */
  readonly cpu: number | null
  readonly cores: number
  readonly load1: number | null
  readonly memory: { readonly total: number; readonly available: number } | null
  readonly swap: { readonly total: number; readonly used: number } | null
  readonly disks: readonly { readonly mount: string; readonly device: string; readonly type: string; readonly size: number; readonly used: number; readonly available: number }[]
  /** Bytes per second since the reading before. */
  readonly network: readonly { readonly name: string; readonly rx: number | null; readonly tx: number | null; readonly up: boolean }[]
  readonly uptimeSeconds: number | null
}

export interface Machine { read(): Promise<MachineFacts> }
