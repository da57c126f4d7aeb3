import { isMessageKey, t } from './catalogue'
import { clean } from './clean'

/** Reasons that go before the rule beside them, which would have told it. */
const SETTINGS: ReadonlySet<string> = new Set(['severity', 'environment'])

/**
 * Why something was or was not told, and by which rule, in one sentence; what a later version wrote stays as it is.
 * @param mutedBy names of the time intervals that mute the alert now
 */
export const reasonText = (reason: string, rule?: string, mutedBy: readonly string[] = []): string => {
  const key = `reason.${reason}`
  const why = reason === 'muted' && mutedBy.length > 0 ? t('reason.muted.by', { count: mutedBy.length, names: mutedBy.map((name) => clean(name, { max: 80 })).join(', ') })
    : isMessageKey(key) ? t(key) : clean(reason, { max: 200 })
  return rule === undefined ? why : t(SETTINGS.has(reason) ? 'reason.before' : 'reason.by', { why: why.replace(/\.$/, ''), rule: clean(rule, { max: 200 }) })
}
