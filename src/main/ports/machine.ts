/** Facts of the computer Garda runs on, gathered at one moment. Null: this system does not tell, or did not tell in time. */
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
  /** File systems that hold a person's data. `space` is null for one that is mounted but did not say how full it is. */
  readonly disks: readonly DiskFacts[] | null
  /** Bytes per second since the reading before. */
  readonly network: readonly { readonly name: string; readonly rx: number | null; readonly tx: number | null; readonly up: boolean }[] | null
  readonly uptimeSeconds: number | null
}

export interface DiskFacts {
  readonly mount: string
  readonly device: string
  readonly type: string
  readonly readOnly: boolean
  /** Bytes; `available` is what an ordinary user may still write. */
  readonly space: { readonly size: number; readonly used: number; readonly available: number } | null
}

export interface Machine { read(): Promise<MachineFacts> }
