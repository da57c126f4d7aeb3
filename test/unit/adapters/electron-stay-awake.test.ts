import { expect, test, vi } from 'vitest'
import { electronStayAwake } from '../../../src/main/adapters/electron-stay-awake'

vi.mock('electron', () => ({ powerSaveBlocker: null }))

/** Electron's blocker, with what it was asked for; `forget` ends all, as the system may. */
const aBlocker = () => {
  const calls: string[] = []
  const running = new Set<number>()
  let last = 0
  return {
    calls, forget: () => { running.clear() },
    blocker: {
      start: (type: string) => { last++; running.add(last); calls.push(`start ${type} ${last}`); return last },
      stop: (id: number) => { calls.push(`stop ${id}`); return running.delete(id) },
      isStarted: (id: number) => running.has(id)
    }
  }
}

test('holds once, lets go of just that, and holds anew what the system ended', () => {
  const { calls, blocker, forget } = aBlocker()
  const awake = electronStayAwake('computer', blocker)
  expect(awake.held()).toBe(false)
  awake.release()
  awake.hold()
  awake.hold()
  expect([awake.held(), calls]).toEqual([true, ['start prevent-app-suspension 1']])
  awake.release()
  awake.release()
  expect([awake.held(), calls.slice(1)]).toEqual([false, ['stop 1']])
  awake.hold()
  forget()
  expect(awake.held()).toBe(false)
  awake.hold()
  expect([awake.held(), calls.slice(2)]).toEqual([true, ['start prevent-app-suspension 2', 'start prevent-app-suspension 3']])
})

test('keeps displays on where it is asked to, by itself', () => {
  const { calls, blocker } = aBlocker()
  const [computer, displays] = [electronStayAwake('computer', blocker), electronStayAwake('displays', blocker)]
  displays.hold()
  expect([computer.held(), displays.held(), calls]).toEqual([false, true, ['start prevent-display-sleep 1']])
})
