/**
 * Writes an asar archive of a few text files: a pickled JSON header (sizes, then offsets), then the contents.
 * Format: https://github.com/electron/asar#format
 * @param {Readonly<Record<string, string>>} files name → text
 * @returns {Buffer}
 */
export const asar = (files) => {
  let offset = 0
  const bodies = Object.entries(files).map(([name, text]) => {
    const body = Buffer.from(text)
    const entry = { name, body, size: body.length, offset: String(offset) }
    offset += body.length
    return entry
  })
  const header = Buffer.from(JSON.stringify({ files: Object.fromEntries(bodies.map(({ name, size, offset: at }) => [name, { size, offset: at }])) }))
  const padded = Math.ceil(header.length / 4) * 4
  const head = Buffer.alloc(16 + padded)
  head.writeUInt32LE(4, 0)
  head.writeUInt32LE(padded + 8, 4)
  head.writeUInt32LE(padded + 4, 8)
  head.writeUInt32LE(header.length, 12)
  header.copy(head, 16)
  return Buffer.concat([head, ...bodies.map(({ body }) => body)])
}
