import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { awaitAnswer, giveAnswer, newQuestion } from '../../../src/main/adapters/node-answers'

let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'garda-answers-')) })
afterEach(() => { rmSync(folder, { recursive: true }) })
const LONG_MS = 60_000

test('an answer is heard whether it came before or comes later, each by its own question, and nothing of it is left', async () => {
  const [early, late, other] = [newQuestion(), newQuestion(), newQuestion()]
  giveAnswer(folder, early, { wrong: null })
  const heard = [awaitAnswer(folder, early, LONG_MS), awaitAnswer(folder, late, LONG_MS), awaitAnswer(folder, other, LONG_MS)]
  giveAnswer(folder, late, { wrong: 'no wall is named "x"' })
  giveAnswer(folder, other, { wrong: null })
  expect([await Promise.all(heard), readdirSync(folder)]).toEqual([[{ wrong: null }, { wrong: 'no wall is named "x"' }, { wrong: null }], []])
})

test('what nobody answers in time, or cannot be read, is none, and nothing but the name of a question makes a file', async () => {
  const id = newQuestion()
  writeFileSync(join(folder, `answer-${id}.json`), '{"wrong": 1}')
  for (const name of ['../x', '', null, 7, 'settings.json']) giveAnswer(folder, name, { wrong: null })
  expect([await awaitAnswer(folder, id, LONG_MS), await awaitAnswer(folder, newQuestion(), 0), readdirSync(folder)]).toEqual([null, null, []])
})
