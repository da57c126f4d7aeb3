import { connect, createServer, type Server, type Socket } from 'node:net'

/** A connection that was asked for: `target` as it was asked, a name or an address; who asked, '' where it was not said. */
export interface SocksAsked { readonly version: 4 | 5; readonly target: string; readonly user: string }

/**
 * `allows`: opens what is asked for, or says why it cannot. `closes`: says nothing where it cannot and closes, as OpenSSH does with -D.
 * `promises`: says that the way is open before it has tried, and closes it where it is not. `forbids`: lets nobody anywhere.
 */
export type SocksManner = 'allows' | 'closes' | 'promises' | 'forbids'

type Read = (bytes: number) => Promise<Buffer>

/** Takes so many bytes at a time and leaves the rest, until the stream is handed on. */
const reader = (socket: Socket): Read => (bytes) => new Promise((resolve, reject) => {
  const gone = (): void => { reject(new Error('the client has gone')) }
  const look = (): void => {
    const read: unknown = socket.read(bytes)
    if (!Buffer.isBuffer(read)) return
    socket.off('readable', look)
    socket.off('close', gone)
    resolve(read)
  }
  socket.on('readable', look)
  socket.on('close', gone)
  look()
})

const upToZero = async (read: Read): Promise<string> => {
  const bytes: number[] = []
  for (let byte = (await read(1))[0]!; byte !== 0; byte = (await read(1))[0]!) bytes.push(byte)
  return Buffer.from(bytes).toString()
}
const hex = (bytes: Buffer): string => Array.from({ length: 8 }, (_, i) => bytes.readUInt16BE(i * 2).toString(16)).join(':')

/** What SOCKS 5 says of an attempt that failed so. */
const reasonOf = (error: Error): number => ('code' in error && error.code === 'ECONNREFUSED' ? 5 : 4)

const serve = async (socket: Socket, resolve: (hostname: string) => string | null, sign: string | null, manner: SocksManner, asked: (what: SocksAsked) => void): Promise<void> => {
  const read = reader(socket)
  const four = async (): Promise<SocksAsked> => {
    const head = await read(7)
    const user = await upToZero(read)
    const address = head.subarray(3)
    const named = address.readUInt32BE() > 0 && address.readUInt32BE() < 256
    return { version: 4, target: `${named ? await upToZero(read) : address.join('.')}:${head.readUInt16BE(1)}`, user }
  }
  const five = async (): Promise<SocksAsked | null> => {
    const methods = await read((await read(1))[0]!)
    const method = sign === null ? 0 : 2
    if (!methods.includes(method)) { socket.end(Buffer.from([5, 255])); return null }
    socket.write(Buffer.from([5, method]))
    let user = ''
    if (sign !== null) {
      user = (await read((await read(2))[1]!)).toString()
      const password = (await read((await read(1))[0]!)).toString()
      if (`${user}:${password}` !== sign) { socket.end(Buffer.from([1, 1])); return null }
      socket.write(Buffer.from([1, 0]))
    }
    const kind = (await read(4))[3]
    const host = kind === 1 ? (await read(4)).join('.') : kind === 4 ? `[${hex(await read(16))}]` : (await read((await read(1))[0]!)).toString()
    return { version: 5, target: `${host}:${(await read(2)).readUInt16BE()}`, user }
  }
  const version = (await read(1))[0]
  const wish = version === 4 ? await four() : version === 5 ? await five() : null
  if (wish === null) { if (version !== 4 && version !== 5) socket.destroy(); return }
  asked(wish)
  const answer = (code: number): Buffer => (wish.version === 4 ? Buffer.from([0, code === 0 ? 90 : 91, 0, 0, 0, 0, 0, 0]) : Buffer.from([5, code, 0, 1, 0, 0, 0, 0, 0, 0]))
  if (manner === 'forbids') { socket.end(answer(2)); return }
  if (manner === 'promises') socket.write(answer(0))
  const [, host = '', port = ''] = /^\[?(.*?)\]?:(\d+)$/.exec(wish.target) ?? []
  const place = resolve(host)
  const fail = (code: number): void => { if (manner === 'promises' || manner === 'closes') socket.destroy(); else socket.end(answer(code)) }
  if (place === null) { fail(4); return }
  const onward = connect(Number(port), place)
  let open = false
  onward.on('connect', () => {
    open = true
    if (manner !== 'promises') socket.write(answer(0))
    onward.pipe(socket)
    socket.pipe(onward)
  })
  onward.on('error', (error) => { if (open) socket.destroy(); else fail(reasonOf(error)) })
  onward.on('close', () => { socket.end() })
  socket.on('close', () => { onward.destroy() })
}

/** A small SOCKS proxy for tests: 4, 4a and 5 with what CONNECT needs. `sign` is `user:password`; null takes everybody, of SOCKS 4 anybody always. */
export const socksServer = (asked: (what: SocksAsked) => void, { resolve, sign = null, manner = 'allows' }: {
  readonly resolve: (hostname: string) => string | null
  readonly sign?: string | null
  readonly manner?: SocksManner
}): Server => createServer((socket) => {
  socket.on('error', () => { socket.destroy() })
  serve(socket, resolve, sign, manner, asked).catch(() => { socket.destroy() })
})
