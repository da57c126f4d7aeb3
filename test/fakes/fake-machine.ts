import type { DiskFacts, Machine, MachineFacts } from '../../src/main/ports/machine'

/** 100 GiB, half full unless `full` says another share. */
export const aDisk = ({ full = 0.5, size = 100 * 2 ** 30, ...over }: Partial<DiskFacts> & { readonly full?: number; readonly size?: number } = {}): DiskFacts => ({
  mount: '/', device: '/dev/sda1', type: 'ext4', readOnly: false, space: { size, used: full * size, available: (1 - full) * size }, ...over
})

/** A calm computer with one disk and one network card. */
export const someFacts = (over: Partial<MachineFacts> = {}): MachineFacts => ({
  at: Date.UTC(2025, 10, 13, 12), hostname: 'desk', os: 'Debian GNU/Linux 12', cpu: 0.12, cores: 4, load1: 0.5,
  memory: { total: 16 * 2 ** 30, available: 8 * 2 ** 30 }, swap: { total: 4 * 2 ** 30, used: 0 },
  disks: [aDisk()],
  network: [{ name: 'eth0', rx: 1000, tx: 500, up: true }], uptimeSeconds: 86_400, ...over
})

/** A computer that says what it is told to say, and counts how often it was asked. `next` may be facts or an error to throw. */
export const fakeMachine = (first: MachineFacts | Error = someFacts()): Machine & { next: MachineFacts | Error; reads: number } => ({
  next: first,
  reads: 0,
  async read() {
    this.reads++
    if (this.next instanceof Error) throw this.next
    return this.next
  }
})
