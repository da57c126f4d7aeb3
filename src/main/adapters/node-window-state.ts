import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { WindowBounds } from './electron-window'

const shape = z.object({ x: z.number(), y: z.number(), width: z.number().min(100), height: z.number().min(100), maximized: z.boolean() })

/** Where the window was. Losing it costs nothing, so an unreadable file counts as none and a failed write is let go. */
export const windowState = (userDataDir: string): { readonly read: () => WindowBounds | null; readonly write: (bounds: WindowBounds) => void } => {
  const file = join(userDataDir, 'window.json')
  return {
    read: () => { try { return shape.parse(JSON.parse(readFileSync(file, 'utf8'))) } catch { return null } },
    write: (bounds) => {
      try { writeFileSync(`${file}.new`, JSON.stringify(bounds)); renameSync(`${file}.new`, file) } catch { /* the window opens at its usual place next time */ }
    }
  }
}
