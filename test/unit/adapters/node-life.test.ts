import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { nodeLife } from '../../../src/main/adapters/node-life'

const folder = await mkdtemp(join(tmpdir(), 'garda-life-'))
afterEach(() => rm(folder, { recursive: true, force: true }))

it('knows nothing at first, and what was marked last in another run, whatever folder there was', async () => {
  const place = join(folder, 'not', 'there')
  const before = await nodeLife(place).last()
  const life = nodeLife(place)
  life.mark(1_763_035_200_123)
  await vi.waitFor(async () => { expect(await nodeLife(place).last()).toBe(1_763_035_200_123) })
  life.mark(1_763_035_205_456)
  await vi.waitFor(async () => { expect(await nodeLife(place).last()).toBe(1_763_035_205_456) })
  expect(before).toBe(null)
})
