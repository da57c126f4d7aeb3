/** A value of a desktop entry (Desktop Entry Specification, "Possible value types"): a line whose leading space counts. */
const escaped = (text: string): string => text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t').replace(/^ /, '\\s')

/** One argument of `Exec` (the same, "The Exec key"): quoted, with what a shell would read escaped, and a percent sign doubled, which begins a field code. */
const argument = (word: string): string => `"${word.replace(/[\\"`$]/g, '\\$&').replace(/%/g, '%%')}"`

export interface EntryParts { readonly words: readonly string[]; readonly name: string; readonly comment: string; readonly icon: string }

/** The autostart entry. Its program is `/bin/sh`, as the path of a program may hold no equals sign there. */
export const desktopEntry = ({ words, name, comment, icon }: EntryParts): string => [
  '[Desktop Entry]', 'Type=Application', 'Version=1.0', `Name=${escaped(name)}`, `Comment=${escaped(comment)}`, `Exec=${execOf(words)}`, `Icon=${escaped(icon)}`,
  'Terminal=false', 'StartupNotify=false', 'X-GNOME-Autostart-enabled=true', ''
].join('\n')

export const execOf = (words: readonly string[]): string => escaped(words.map(argument).join(' '))

/** The keys of the first group, as written. What is no line of a key is passed over. */
const keysOf = (text: string): ReadonlyMap<string, string> => {
  const keys = new Map<string, string>()
  let inside = false
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('[')) { inside = line.trim() === '[Desktop Entry]'; continue }
    const [, key, value = ''] = /^([A-Za-z0-9-]+)\s*=\s*([^]*)$/.exec(line) ?? []
    if (inside && key !== undefined && !keys.has(key)) keys.set(key, value)
  }
  return keys
}

/** What an entry starts, as `execOf` writes it; null: it starts nothing (Desktop Application Autostart Specification; GNOME's settings turn it off by their own key). */
export const startedBy = (text: string): string | null => {
  const keys = keysOf(text)
  const exec = keys.get('Exec') ?? ''
  return exec === '' || keys.get('Hidden') === 'true' || keys.get('X-GNOME-Autostart-enabled') === 'false' ? null : exec
}
