import { isMessageKey, t } from './catalogue'
import { clean } from './clean'

/** Why something was or was not told, in one sentence; what a later version wrote stays as it is. */
export const reasonText = (reason: string): string => {
  const key = `reason.${reason}`
  return isMessageKey(key) ? t(key) : clean(reason, { max: 200 })
}
