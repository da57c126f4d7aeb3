import type { DiskFacts } from '../ports/machine'

/** What the kernel's text files say; parsing apart from reading, so that it can be tested anywhere. */

/** Types that hold no data of a person, or can never be anything but full. */
const PSEUDO = new Set(['squashfs', 'erofs', 'cramfs', 'iso9660', 'udf', 'tmpfs', 'devtmpfs', 'ramfs', 'overlay', 'autofs', 'fuse.portal', 'fuse.gvfsd-fuse', 'fuse.snapfuse', 'fuse.lxcfs'])
/** Asking these may wait for another machine. */
const REMOTE = /^(nfs|nfs4|cifs|smb3|smbfs|9p|ceph|afs|glusterfs|fuse\.sshfs|fuse\.rclone|fuse\.s3fs)$/

export interface Mount { readonly mount: string; readonly device: string; readonly type: string; readonly readOnly: boolean }

/** Mounts worth watching in `/proc/self/mounts`: real, local file systems, each device once, under its shortest path. */
export const parseMounts = (text: string): readonly Mount[] => {
  const byDevice = new Map<string, Mount>()
  for (const line of text.split('\n')) {
    const [device, mount, type, options] = line.split(' ').map(unescape)
    if (!device || !mount || !type || REMOTE.test(type)) continue
    // The root of a container is an overlay, and the only disk it has.
    const root = mount === '/' && type === 'overlay'
    if (!root && (PSEUDO.has(type) || device.startsWith('/dev/loop') || !(device.startsWith('/dev/') || type === 'zfs' || type === 'btrfs'))) continue
    const known = byDevice.get(device)
    // Bind mounts of single files and folders come under longer paths than the file system itself.
    if (known && known.mount.length <= mount.length) continue
    byDevice.set(device, { mount, device, type, readOnly: (options ?? '').split(',').includes('ro') })
  }
  return [...byDevice.values()].sort((a, b) => (a.mount < b.mount ? -1 : 1))
}

/** `\040` and its like, as the kernel writes a space. */
const unescape = (field: string): string => field.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)))

/** How full a file system is, from `statfs`; null when it says nothing sensible. */
export const spaceOf = (s: { readonly bsize: number; readonly blocks: number; readonly bfree: number; readonly bavail: number }): DiskFacts['space'] =>
  s.blocks > 0 ? { size: s.blocks * s.bsize, used: (s.blocks - s.bfree) * s.bsize, available: Math.max(0, s.bavail) * s.bsize } : null

/** Bytes received and sent so far by each interface in `/proc/net/dev`, the loopback and virtual pairs left out. */
export const parseNetDev = (text: string): readonly { readonly name: string; readonly rx: number; readonly tx: number }[] =>
  text.split('\n').flatMap((line) => {
    const match = /^\s*([^:\s]+):\s*(.*)$/.exec(line)
    if (!match || /^(lo|veth|docker|br-|virbr|cni|flannel|cali|dummy|ifb|tap|sit|tunl)/.test(match[1]!)) return []
    const fields = match[2]!.trim().split(/\s+/).map(Number)
    return fields.length >= 9 && Number.isFinite(fields[0]) && Number.isFinite(fields[8]) ? [{ name: match[1]!, rx: fields[0]!, tx: fields[8]! }] : []
  })

/** The name a distribution gives itself in `/etc/os-release`. */
export const parseOsRelease = (text: string): string | null => /^PRETTY_NAME="?([^"\n]+)"?$/m.exec(text)?.[1] ?? null
