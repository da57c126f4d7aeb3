import { IntlMessageFormat } from 'intl-messageformat'
import { en, type MessageKey } from './en'

/** Values for an ICU message's arguments. */
export type Values = Readonly<Record<string, string | number>>
export type { MessageKey }

/** One table per language; a second language is a second table with the same keys. */
const LANGUAGES = { en } as const
export type Language = keyof typeof LANGUAGES

const compiled = new Map<string, IntlMessageFormat>()

/** The words for a key. Every word a person reads comes through here. A value is inserted as plain text. */
export const t = (key: MessageKey, values?: Values, language: Language = 'en'): string => {
  const source = LANGUAGES[language][key]
  if (!values && !/[{'<]/.test(source)) return source
  const id = `${language} ${key}`
  let message = compiled.get(id)
  if (!message) { message = new IntlMessageFormat(source, language, undefined, { ignoreTag: true }); compiled.set(id, message) }
  return String(message.format(values))
}

export const isMessageKey = (key: string): key is MessageKey => Object.hasOwn(en, key)
