import { holds, parse, program, Wrong, type RegexProblem } from './linear-regex'

/** What a pattern found: its groups in order, and by their names; one that took no part is undefined. */
export interface Found { readonly text: string; readonly groups: readonly (string | undefined)[]; readonly named: ReadonlyMap<string, string | undefined> }
/** Steps that may still be taken; below 0 the search was given up. */
export interface Work { left: number }
export type Searching = { readonly ok: true; readonly search: (text: string, work: Work) => Found | null } | { readonly ok: false; readonly problem: RegexProblem }

interface Thread { readonly step: number; /** Where each group begins and ends, -1: nowhere yet. */ readonly saves: Int32Array }

/**
 * A pattern that is looked for anywhere in a text: the first place, and there what a backtracking engine would find first. All ways are walked
 * at once, the preferred ones before the others, so that the time is linear in the text.
 */
export const searching = (pattern: string): Searching => {
  let parsed: ReturnType<typeof parse>
  let made: ReturnType<typeof program>
  try {
    parsed = parse(pattern)
    made = program(parsed.tree, true)
  } catch (error) {
    if (error instanceof Wrong) return { ok: false, problem: error.problem }
    throw error
  }
  const { steps, start } = made
  const { groups, names } = parsed
  const search = (text: string, work: Work): Found | null => {
    const chars = Array.from(text)
    const points = chars.map((c) => c.codePointAt(0)!)
    const seen = new Int32Array(steps.length).fill(-1)
    /** Adds what can be reached from a step without taking a character, the preferred first. */
    const follow = (list: Thread[], first: Thread, i: number, place: number): void => {
      const stack = [first]
      for (let thread = stack.pop(); thread !== undefined; thread = stack.pop()) {
        const { step: n, saves } = thread
        if (n < 0 || seen[n] === i) continue
        seen[n] = i
        work.left--
        const { test, where, to, or, save } = steps[n]!
        if (test !== null || n === 0) list.push(thread)
        else if (save >= 0) {
          const kept = saves.slice()
          kept[save] = place
          work.left -= saves.length
          stack.push({ step: to, saves: kept })
        } else if (where === null || holds(where, points[i - 1] ?? -1, points[i] ?? -1)) stack.push({ step: or, saves }, { step: to, saves })
      }
    }
    let found: Int32Array | null = null
    let taken: Thread[] = []
    for (let i = 0, place = 0; i <= points.length && work.left >= 0; place += chars[i]?.length ?? 0, i++) {
      const list: Thread[] = []
      for (const { step, saves } of taken) follow(list, { step: steps[step]!.to, saves }, i, place)
      if (found === null) follow(list, { step: start, saves: new Int32Array(2 * groups + 2).fill(-1).fill(place, 0, 1) }, i, place)
      taken = []
      for (const thread of list) {
        if (thread.step === 0) {
          found = thread.saves.slice()
          found[1] = place
          break
        }
        work.left--
        if (i < points.length && steps[thread.step]!.test!(points[i]!)) taken.push(thread)
      }
      if (found !== null && taken.length === 0) break
    }
    if (found === null || work.left < 0) return null
    const places = found
    const groupAt = (group: number): string | undefined => (places[2 * group + 1]! < 0 ? undefined : text.slice(places[2 * group], places[2 * group + 1]))
    return { text: groupAt(0)!, groups: Array.from({ length: groups }, (_, i) => groupAt(i + 1)), named: new Map([...names].map(([name, group]) => [name, groupAt(group)])) }
  }
  return { ok: true, search }
}
