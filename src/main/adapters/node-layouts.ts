import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Layout, Layouts, LayoutStore } from '../ports/layouts'
import { writeAtomic } from './node-config-atomic'

const place = z.object({ x: z.number(), y: z.number(), width: z.number().min(100), height: z.number().min(100), maximized: z.boolean() })
const mark = z.object({ label: z.string(), internal: z.boolean(), width: z.number(), height: z.number(), x: z.number(), y: z.number(), nth: z.number(), of: z.number(), total: z.number() })
const layout = z.object({ walls: z.record(z.string(), z.object({ asked: z.string().nullable(), mark })), main: place.nullable() })
const shape = z.object({ sets: z.record(z.string(), layout), last: layout })

/** An id means nothing in another run. */
const withoutRun = ({ walls, main }: Layout): Layout => ({ walls: Object.fromEntries(Object.entries(walls).map(([name, { asked, mark: known }]) => [name, { asked, mark: known }])), main })

/**
 * Where windows were, as `displays.json` in the user-data folder. Losing it costs little, so an unreadable file counts as none and a failed write is let go.
 * The main window's place from before there were walls is in `window.json`.
 */
export const nodeLayouts = (userDataDir: string): LayoutStore => {
  const file = join(userDataDir, 'displays.json')
  const read = <T>(path: string, form: z.ZodType<T>): T | null => { try { return form.parse(JSON.parse(readFileSync(path, 'utf8'))) } catch { return null } }
  return {
    read: (): Layouts => read(file, shape) ?? { sets: {}, last: { walls: {}, main: read(join(userDataDir, 'window.json'), place) } },
    write: (layouts) => {
      const kept: Layouts = { sets: Object.fromEntries(Object.entries(layouts.sets).map(([set, one]) => [set, withoutRun(one)])), last: withoutRun(layouts.last) }
      try { writeAtomic(file, `${JSON.stringify(kept, null, 2)}\n`) } catch { /* windows open at their usual places next time */ }
    }
  }
}

/** For a picture, which leaves nothing behind. */
export const forgetfulLayouts = (): LayoutStore => ({ read: () => ({ sets: {}, last: { walls: {}, main: null } }), write: () => undefined })
