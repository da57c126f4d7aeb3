import { realpathSync, statSync, watch, type FSWatcher } from 'node:fs'
import { basename, dirname } from 'node:path'

export interface WatchPace { readonly debounceMs: number; readonly pollMs: number }
export const WATCH_PACE: WatchPace = { debounceMs: 150, pollMs: 5_000 }

const GONE_PATIENCE = 5

const real = (path: string): string | null => {
  try { return realpathSync(path) } catch { return null }
}
const signature = (path: string): string => {
  try {
    const s = statSync(path)
    return `${s.dev}:${s.ino}:${s.size}:${s.mtimeMs}`
  } catch { return '' }
}

/**
 * Calls `changed` when the file at `path` may have another content: written in place, replaced by a rename, removed, or
 * reached through a symbolic link that was swapped. The folders are watched, since a watched file is lost by its replacement;
 * looking every `pollMs` covers file systems that tell nothing. Never keeps the process alive. Returns its own end.
 */
export const watchFile = (path: string, changed: () => void, pace: WatchPace = WATCH_PACE): (() => void) => {
  let timer: NodeJS.Timeout | null = null
  let seen = signature(path)
  const watchers = new Map<string, { readonly watcher: FSWatcher; readonly folder: string }>()

  /** A file that is gone is given a moment to come back: many programs remove it before they write it anew. */
  const soon = (patience = 1): void => {
    if (timer) clearTimeout(timer)
    timer = setTimeout(() => {
      timer = null
      seen = signature(path)
      arm()
      if (seen === '' && patience === 1) soon(GONE_PATIENCE); else changed()
    }, pace.debounceMs * patience)
    timer.unref()
  }

  /** One watcher for the folder of the name, one for the folder of what it points to; both anew when their folder was replaced. */
  const arm = (): void => {
    const target = real(path)
    const linked = target !== null && target !== path
    const wanted = new Map([[dirname(path), linked ? null : basename(path)], ...(linked ? [[dirname(target), null] as const] : [])])
    for (const [folder, { watcher, folder: was }] of watchers) if (!wanted.has(folder) || signatureOfFolder(folder) !== was) { watcher.close(); watchers.delete(folder) }
    for (const [folder, only] of wanted) {
      if (watchers.has(folder)) continue
      try {
        const watcher = watch(folder, { persistent: false }, (_, file) => { if (only === null || file === null || file === only) soon() })
        // A watcher that dies is replaced at the next look.
        watcher.on('error', () => { watcher.close(); watchers.delete(folder) })
        watchers.set(folder, { watcher, folder: signatureOfFolder(folder) })
      } catch {
        // No such folder, or no more watches to be had: looking from time to time is enough.
        continue
      }
    }
  }

  arm()
  const poll = setInterval(() => { if (signature(path) !== seen) soon(); else arm() }, pace.pollMs)
  poll.unref()
  return () => {
    clearInterval(poll)
    if (timer) clearTimeout(timer)
    for (const { watcher } of watchers.values()) watcher.close()
    watchers.clear()
  }
}

const signatureOfFolder = (folder: string): string => {
  try {
    const s = statSync(folder)
    return `${s.dev}:${s.ino}`
  } catch { return '' }
}
