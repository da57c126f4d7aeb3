import type { HooksConfig } from '@shared/config/paging'
import { isAsking, type Page } from '@shared/domain/page'
import type { JournalDraft } from '@shared/domain/journal'
import type { AppState } from '@shared/state/app-state'
import { hookPayload } from '../core/pager/hook-payload'
import type { PageEffect } from '../core/pager/pages'
import type { Clock } from '../ports/clock'
import type { Hooks } from '../ports/hooks'
import type { Notifier } from '../ports/notifier'
import type { PageWindow } from '../ports/page-window'
import type { Sound } from '../ports/sound'

export interface PageEffectPorts {
  readonly clock: Clock
  readonly sound: Sound
  readonly hooks: Hooks
  readonly notifier: Pick<Notifier, 'close'>
  /** Absent: this face has none. */
  readonly pageWindow?: PageWindow
  /** What became of it, for the journal. */
  readonly wrote: (drafts: readonly JournalDraft[]) => void
}

export interface PageEffects {
  /** Does what pages ask for; what goes wrong is written down, and nothing waits for it. */
  act(effects: readonly PageEffect[], app: AppState, hooks: HooksConfig): void
  /** Shows or hides the page window as the pages stand. */
  window(pages: AppState['pages']): void
  stop(): void
}

/** Put away and not taken, it comes back after this: the page still calls. */
const AGAIN_MS = 60_000
/** So that it is seen who took it. */
const LINGER_MS = 4_000
const wants = (page: Page): boolean => isAsking(page) && page.window && page.loud

/** Lets pages be heard and seen: sounds, hooks, the window; and takes from the screen what is said no longer. */
export const createPageEffects = ({ clock, sound, hooks, notifier, pageWindow, wrote }: PageEffectPorts): PageEffects => {
  let standing: ReadonlySet<string> = new Set()
  let cancelHide = (): void => undefined
  let awaySince: number | null = null

  const act: PageEffects['act'] = (effects, app, config) => {
    for (const effect of effects) {
      if (effect.type === 'close') { notifier.close(effect.page); continue }
      const page = Object.hasOwn(app.pages, effect.page) ? app.pages[effect.page]! : null
      if (!page) continue
      const of = { at: clock.now(), page: page.id, title: page.title }
      if (effect.type === 'sound') {
        const { pattern, level } = effect.request
        wrote([{ type: 'sound', ...of, pattern, level, outcome: 'asked', detail: '' }])
        void sound.play(effect.request).then((result) => { wrote([{ type: 'sound', ...of, at: clock.now(), pattern, level, outcome: result.played ? 'played' : 'not-played', detail: result.played ? '' : result.detail }]) })
      } else {
        const payload = hookPayload(effect.event, page, { ...app.resolved, ...app.alerts }, of.at)
        void hooks.run(config, payload).then((results) => {
          wrote(results.map(({ hook, result }) => ({ type: 'hook', ...of, at: clock.now(), hook, event: effect.event, ok: result.ok, detail: result.ok ? '' : result.detail })))
        })
      }
    }
  }

  return {
    act,
    window: (pages) => {
      const now = new Set(Object.values(pages).flatMap((page) => (wants(page) ? [page.id] : [])))
      const added = [...now].some((id) => !standing.has(id))
      const emptied = standing.size > 0 && now.size === 0
      standing = now
      const isAway = now.size > 0 && !added && pageWindow?.stands() === false
      awaySince = isAway ? (awaySince ?? clock.monotonic()) : null
      const again = awaySince !== null && clock.monotonic() - awaySince >= AGAIN_MS
      if (again) awaySince = null
      if (added || again) { cancelHide(); pageWindow?.show() }
      else if (emptied) { cancelHide(); cancelHide = clock.after(LINGER_MS, () => { pageWindow?.hide() }) }
    },
    stop: () => { cancelHide() }
  }
}
