import { clean } from '@shared/text/clean'

/** A piece of SVG that only this file makes, so that no text from outside can become a tag or an attribute. */
export interface Markup { readonly svg: string }

type Attribute = string | number
export type Attributes = Readonly<Record<string, Attribute | undefined>>

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&apos;' }

/** Without what XML 1.0 forbids, which is more than is unsafe to show. */
const legal = (text: string): string => text.replace(/[\ud800-\udfff]|\p{Noncharacter_Code_Point}|(?![\t\n\r])\p{Cc}/gu, '')
/** Words as a file may show them. */
export const xmlWords = (text: string): string => legal(clean(text, { max: 4_000 }))
const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => ENTITIES[letter]!)

/** Places to a tenth of a pixel, parts of one as they are. */
const written = (value: Attribute): string => (typeof value === 'string' ? value : String(Math.abs(value) < 1 ? value : Math.round(value * 10) / 10))

/** An element; attributes without a value are left out. */
export const el = (name: string, attributes: Attributes, ...inside: readonly Markup[]): Markup => {
  const opened = `${name}${Object.entries(attributes).map(([key, value]) => (value === undefined ? '' : ` ${key}="${escaped(legal(written(value)))}"`)).join('')}`
  return { svg: inside.length > 0 ? `<${opened}>${inside.map(({ svg }) => svg).join('')}</${name}>` : `<${opened}/>` }
}

/** Text inside an element. */
export const words = (text: string): Markup => ({ svg: escaped(xmlWords(text)) })
