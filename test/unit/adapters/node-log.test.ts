import { describe, expect, it } from 'vitest'
import { nodeLog, redact } from '../../../src/main/adapters/node-log'
import type { LogLevel } from '../../../src/main/ports/log'

const logged = (level: LogLevel, run: (log: ReturnType<typeof nodeLog>) => void): readonly string[] => {
  const lines: string[] = []
  run(nodeLog({ level, now: () => Date.UTC(2025, 10, 13, 2, 47, 12), write: (line) => { lines.push(line) } }))
  return lines
}

describe('the log', () => {
  it('writes one line per event, up to its level', () => {
    expect(logged('info', (log) => {
      log.write('info', 'a source did not answer', { source: 'prom eu', code: 'refused', after: 3, retried: true, status: null })
      log.write('debug', 'not this')
      log.write('error', 'done')
    })).toEqual([
      '2025-11-13T02:47:12.000Z info  a source did not answer source="prom eu" code=refused after=3 retried=true status=null\n',
      '2025-11-13T02:47:12.000Z error done\n'
    ])
  })

  it('lets no text break out of its line', () => {
    const [line] = logged('debug', (log) => { log.write('warn', 'a\nb\u001b[31m\u202e', { key: 'x\r\ny' }) })
    expect(line).toBe('2025-11-13T02:47:12.000Z warn  a b[31m key="x\\r\\ny"\n')
  })

  it.each([
    ['https://user:hunter2@prom.example/x', 'https://***@prom.example/x'],
    ['Authorization: Bearer abcdef0123456', 'Authorization: Bearer ***'],
    ['Basic dXNlcjpodW50ZXIy', 'Basic ***'],
    ['GET /x?token=hunter2&a=1', 'GET /x?token=***&a=1'],
    ['{"password":"hunter2","a":1}', '{"password":"***","a":1}'],
    ['nothing secret: prom.example:9090', 'nothing secret: prom.example:9090']
  ])('hides what looks like a credential: %s', (text, expected) => { expect(redact(text)).toBe(expected) })
})
