import type { NotificationRecord } from '@shared/domain/notification'
import type { Page } from '@shared/domain/page'
import type { Table } from '@shared/state/app-state'
import type { Episode } from '../ports/ledger'
import type { Away, CoreState } from './core-state'
import type { PageEffect } from './pager/pages'
import { sameKeys } from './same'
import { tellAgain } from './telling/again'
import { tellBack } from './telling/back'
import { tellBlind } from './telling/blind'
import { draftOf, type Intent } from './telling/draft'
import { endEpisodes, rename, stillGathers } from './telling/episodes'
import { tellFresh } from './telling/fresh'
import { tellGathered } from './telling/gathered'
import { tellMorning } from './telling/morning'
import { occasionOf } from './telling/occasion'
import { tellOver } from './telling/over'
import { leaveSeen } from './telling/seen-again'
import { sortChanged } from './telling/sorting'
import { tellUnseen } from './telling/unseen'

export interface Decision {
  readonly intents: readonly Intent[]
  /** Of every decision, for and against. */
  readonly records: readonly NotificationRecord[]
  readonly episodes: Readonly<Record<string, Episode>>
  readonly gathered: readonly string[]
  readonly baselineUntil: number | null
  readonly toldBlind: Readonly<Record<string, number>>
  /** Sources to ask now, before their turn: something waits for what they know. */
  readonly ask: readonly string[]
  readonly away: Away | null
  /** Pages as they stand, and what they ask for besides. */
  readonly pages: Table<Page>
  readonly effects: readonly PageEffect[]
}

/**
 * What deserves a notification after `prev` became `next`, and why everything else does not (law 4).
 * An alert is told once per episode, and alerts that belong together as one page, updated in place. What a source lists in its first answer is the baseline: one summary, never a storm (law 3).
 * Pure: time is `now`. The order of the steps is the order in which things are told, and each sees what the ones before it changed.
 */
export const decide = (prev: CoreState, next: CoreState, now: number): Decision => {
  const draft = draftOf(occasionOf(prev, next, now))
  rename(draft)
  const sorted = sortChanged(draft)
  endEpisodes(draft)
  const gathering = stillGathers(draft)
  const untaken = tellFresh(draft, sorted)
  tellBack(draft, [...sorted.back, ...untaken])
  tellMorning(draft, sorted.morning)
  tellAgain(draft, sorted.again)
  const toldAs = tellGathered(draft, gathering)
  leaveSeen(draft)
  const blind = tellBlind(draft, gathering)
  const unseen = tellUnseen(draft, gathering)
  const { pages, effects, episodes } = tellOver(draft, new Set(blind.keys), unseen)
  const { intents, records, gathered, ask, waiting, slept } = draft
  return {
    intents, records, pages, effects,
    episodes: episodes === next.episodes || sameKeys(episodes, next.episodes) ? next.episodes : episodes,
    gathered: gathered.size === next.gathered.length && next.gathered.every((id) => gathered.has(id)) ? next.gathered : [...gathered],
    baselineUntil: waiting || (gathering && !slept) ? next.baselineUntil : null,
    toldBlind: blind.told,
    ask: [...ask],
    away: next.away === null || !gathering ? null : toldAs === next.away.told ? next.away : { ...next.away, told: toldAs }
  }
}
