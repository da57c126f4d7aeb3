import { hasProgram } from './run.mjs'

export const isRoot = () => process.getuid?.() === 0

/**
 * A word as a shell reads it back unchanged.
 * @param {string} word
 */
export const quoted = (word) => /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll('\'', '\'\\\'\'')}'`

/**
 * The line that runs commands as root one after the other.
 * @param {readonly string[]} commands
 * @param {'sudo' | 'su' | null} by null: root types it
 */
export const rootLine = (commands, by) => {
  if (by === 'sudo') return commands.map((command) => `sudo ${command}`).join(' && ')
  const all = commands.join(' && ')
  // the dash gives root's own PATH, without which Debian's package manager refuses
  return by === 'su' ? `su - -c ${quoted(all)}` : all
}

/**
 * The same for whoever is at this keyboard: a fresh Debian may come without sudo.
 * @param {readonly string[]} commands
 */
export const asRoot = (commands) => rootLine(commands, isRoot() ? null : hasProgram('sudo') ? 'sudo' : 'su')
