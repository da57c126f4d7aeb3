import { isMessageKey, t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'

/** A panel's title as words; some come as keys. */
export const panelWords = (text: string): string => (isMessageKey(text) ? t(text) : clean(text, { max: 60 }))

/** `article-service, requests that fail`, each part once. */
export const captionOf = (parts: readonly string[]): string => [...new Set(parts.map((p) => clean(p, { max: 60 })))].filter(Boolean).join(', ')
