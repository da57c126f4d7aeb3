import { isMessageKey, t } from './catalogue'
import { clean } from './clean'

/** Why something was or was not told, and by which rule, in one sentence; what a later version wrote stays as it is. */
export const reasonText = (reason: string, rule?: string): string => {
  const key = `reason.${reason}`
  const why = isMessageKey(key) ? t(key) : clean(reason, { max: 200 })
  return rule === undefined ? why : t('reason.by', { why: why.replace(/\.$/, ''), rule: clean(rule, { max: 200 }) })
}
