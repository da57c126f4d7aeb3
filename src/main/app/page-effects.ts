import type { HooksConfig } from '@shared/config/paging'
import { isAsking, type Page } from '@shared/domain/page'
import type { JournalDraft } from '@shared/domain/journal'
import type { AppState } from '@shared/state/app-state'
import { hookPayload } from '../core/pager/hook-payload'
import type { PageEffect } from '../core/pager/pages'
import type { Clock } from '../ports/clock'
import type { HookKind, HookPayload, Hooks } from '../ports/hooks'
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
  /** Hooks were told that a page pages; `ok`: each that is configured has heard it. */
  readonly handed: (page: string, ok: boolean) => void
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
export const createPageEffects = ({ clock, sound, hooks, notifier, pageWindow, wrote, handed }: PageEffectPorts): PageEffects => {
  let standing: ReadonlySet<string> = new Set()
  let cancelHide = (): void => undefined
  let awaySince: number | null = null
  /** Hooks that heard of a page that it pages, while another has not yet. */
  const heardBy = new Map<string, { readonly since: number; readonly hooks: Set<HookKind> }>()

  /** That a page pages is told to each hook until it has heard it; all else to every one. */
  const run = async (event: HookPayload['event'], page: Page, app: AppState, config: HooksConfig, of: { readonly at: number; readonly page: string; readonly title: string }): Promise<void> => {
    const before = heardBy.get(page.id)
    // a ladder that began anew is news to all of them
    const heard = event !== 'paged' ? null : before?.since === page.since ? before.hooks : new Set<HookKind>()
    const { command, webhook } = config
    const left: HooksConfig = heard === null ? config : { ...config, command: heard.has('command') ? undefined : command, webhook: heard.has('webhook') ? undefined : webhook }
    const results = await hooks.run(left, hookPayload(event, page, { ...app.resolved, ...app.alerts }, of.at))
    wrote(results.map(({ hook, result }) => ({ type: 'hook', ...of, at: clock.now(), hook, event, ok: result.ok, detail: result.ok ? '' : result.detail })))
    if (heard === null) { if (page.status !== 'open') heardBy.delete(page.id); return }
    for (const { hook, result } of results) if (result.ok) heard.add(hook)
    const ok = results.every(({ result }) => result.ok)
    if (ok) heardBy.delete(page.id)
    else heardBy.set(page.id, { since: page.since, hooks: heard })
    handed(page.id, ok)
  }

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
        void run(effect.event, page, app, config, of)
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
