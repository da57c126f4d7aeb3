import { describe, expect, it } from 'vitest'
import { parseMounts, parseNetDev, parseOsRelease, spaceOf } from '../../../src/main/adapters/linux-machine'
import { nodeMachine } from '../../../src/main/adapters/node-machine'

const MOUNTS = `sysfs /sys sysfs rw,nosuid 0 0
proc /proc proc rw 0 0
tmpfs /run tmpfs rw 0 0
/dev/nvme0n1p2 / ext4 rw,relatime 0 0
/dev/nvme0n1p2 /var/lib/docker/volumes ext4 rw,relatime 0 0
/dev/nvme0n1p1 /boot/efi vfat rw 0 0
/dev/loop7 /snap/core/1 squashfs ro 0 0
/dev/sr0 /media/cd iso9660 ro 0 0
/dev/sdb1 /media/old\\040photos ext4 ro,noatime 0 0
rpool/home /home zfs rw 0 0
nas:/export /mnt/nas nfs4 rw 0 0
overlay /var/lib/docker/overlay2/x/merged overlay rw 0 0
`

describe('what the kernel says', () => {
  it('keeps real local file systems, each device once', () => {
    expect(parseMounts(MOUNTS)).toEqual([
      { mount: '/', device: '/dev/nvme0n1p2', type: 'ext4', readOnly: false },
      { mount: '/boot/efi', device: '/dev/nvme0n1p1', type: 'vfat', readOnly: false },
      { mount: '/home', device: 'rpool/home', type: 'zfs', readOnly: false },
      { mount: '/media/old photos', device: '/dev/sdb1', type: 'ext4', readOnly: true }
    ])
  })

  it('takes the overlay for the disk of a container', () => {
    expect(parseMounts('overlay / overlay rw,lowerdir=/x 0 0\ntmpfs /dev tmpfs rw 0 0\n')).toEqual([{ mount: '/', device: 'overlay', type: 'overlay', readOnly: false }])
  })

  it('does not take an empty file system for a full one', () => {
    expect(spaceOf({ bsize: 4096, blocks: 0, bfree: 0, bavail: 0 })).toBeNull()
    expect(spaceOf({ bsize: 4096, blocks: 100, bfree: 30, bavail: 25 })).toEqual({ size: 409_600, used: 286_720, available: 102_400 })
  })

  it('counts cards, not the loopback nor what containers hang on it', () => {
    const text = 'Inter-|   Receive |  Transmit\n face |bytes packets\n    lo: 9 1 0 0 0 0 0 0 9 1 0 0 0 0 0 0\n  eth0: 597 1 0 0 0 0 0 0 116 9 0 0 0 0 0 0\nveth1a: 5 1 0 0 0 0 0 0 5 1 0 0 0 0 0 0\n'
    expect(parseNetDev(text)).toEqual([{ name: 'eth0', rx: 597, tx: 116 }])
  })

  it('reads the name of the distribution', () => {
    expect(parseOsRelease('NAME="Debian"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n')).toBe('Debian GNU/Linux 12 (bookworm)')
    expect(parseOsRelease('NAME=x\n')).toBeNull()
  })
})

describe('this very computer', () => {
  it('answers with facts that can be true, and shares one answer among those who ask at once', async () => {
    let monotonic = 0
    const machine = nodeMachine({ now: () => 1_000, monotonic: () => monotonic })
    const [first, again] = await Promise.all([machine.read(), machine.read()])
    expect(again).toBe(first)
    expect(first.at).toBe(1_000)
    expect(first.hostname).not.toBe('')
    expect(first.os).not.toBe('')
    expect(first.cores).toBeGreaterThanOrEqual(1)
    expect(first.memory!.available).toBeGreaterThan(0)
    expect(first.memory!.available).toBeLessThanOrEqual(first.memory!.total)
    for (const disk of first.disks ?? []) if (disk.space) expect(disk.space.used + disk.space.available).toBeLessThanOrEqual(disk.space.size)
    monotonic = 5_000
    const later = await machine.read()
    expect(later).not.toBe(first)
    for (const card of later.network ?? []) expect(card.rx ?? 0).toBeGreaterThanOrEqual(0)
    if (later.cpu !== null) expect(later.cpu).toBeGreaterThanOrEqual(0)
    if (later.cpu !== null) expect(later.cpu).toBeLessThanOrEqual(1)
  })
})
