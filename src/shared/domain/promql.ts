import type { Labels } from './labels'

/** Fills of a pack's expression. */
export interface Fill { readonly selector: Labels; readonly by: readonly string[]; readonly windowMs: number; readonly parts: Readonly<Record<string, string>> }

/**
 * A pack's expression made whole: `$selector` becomes matchers, `$by` label names, `$window` a duration, `$name` one of the pack's parts.
 * An empty selector or list takes its comma with it.
 */
export const expand = (template: string, { selector, by, windowMs, parts }: Fill): string => {
  const timed = withParts(template, parts).replaceAll('$window', () => `${Math.ceil(windowMs / 1000)}s`)
  // label values come from outside: they go in last, so that nothing in them is filled
  return filled(filled(timed, 'by', by.map(nameText).join(',')), 'selector', matchersOf(selector))
}

/** A part may hold other parts, which may hold others. */
const withParts = (text: string, parts: Fill['parts'], depth = 4): string => {
  const next = text.replace(/\$(\w+)/g, (all, name: string) => (Object.hasOwn(parts, name) ? parts[name]! : all))
  return next === text || depth === 0 ? next : withParts(next, parts, depth - 1)
}

const filled = (text: string, name: string, value: string): string =>
  value ? text.replaceAll(`$${name}`, () => value) : text.replace(new RegExp(`,\\s*\\$${name}\\b|\\$${name}\\b\\s*,?`, 'g'), '')

/** `job="api",env="prod"` */
export const matchersOf = (labels: Labels): string => Object.entries(labels).map(([name, value]) => `${nameText(name)}=${quote(value)}`).join(',')

/** PromQL reads the escapes of JSON. */
export const quote = (text: string): string => JSON.stringify(text)

/** Names outside the classic alphabet stand in quotes (Prometheus 3). */
export const nameText = (name: string): string => (/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) ? name : quote(name))
