import { interpolateText, type Chosen } from '@shared/grafana/interpolate'
import type { ShownSection } from '@shared/grafana/repeat'
import { clean } from '@shared/text/clean'

const NOTHING = new Map<string, string>()

/** Titles of all panels of a board that are not among those drawn as graphs, each once: numbers, tables, texts, and what lies in folded rows. */
export const besides = (sections: readonly ShownSection[], variables: ReadonlyMap<string, Chosen>, drawn: readonly string[]): readonly string[] => {
  const have = new Map<string, number>()
  for (const title of drawn) have.set(title, (have.get(title) ?? 0) + 1)
  const left = new Set<string>()
  for (const { shown, own: ofSection } of sections) {
    for (const { tile, own } of shown) {
      const title = clean(interpolateText(tile.title, { variables: new Map([...variables, ...ofSection, ...own]), own: NOTHING }).text, { max: 120 })
      const many = have.get(title) ?? 0
      if (many > 0) have.set(title, many - 1)
      else left.add(title || clean(tile.type, { max: 60 }))
    }
  }
  return [...left]
}
