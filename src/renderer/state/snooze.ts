import { useCallback } from 'react'
import type { Alert } from '@shared/domain/alert'
import { isAsking, SNOOZE_MS, type Page } from '@shared/domain/page'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { useBridge } from './garda'

export const SNOOZE_MIN = SNOOZE_MS / 60_000

/** The page that calls somebody for any of these alerts; null: none does. */
export const callingPage = (alerts: readonly Alert[], pages: AppState['pages']): Page | null => {
  const ids = new Set(alerts.map((a) => a.id))
  return Object.values(pages).find((p) => isAsking(p) && p.alerts.some((id) => ids.has(id))) ?? null
}

/** Puts a page off; `say` gets what came of it, in words. */
export const useSnooze = (say: (words: string) => void): ((page: Page) => void) => {
  const bridge = useBridge()
  return useCallback((page) => {
    bridge.snooze({ page: page.id, minutes: SNOOZE_MIN })
      .then((done) => say(done.ok ? t('snooze.done', { minutes: SNOOZE_MIN }) : done.reason), () => say(t('snooze.failed')))
  }, [bridge, say])
}
