import { createContext, useContext, useEffect, useRef, useSyncExternalStore } from 'react'
import { flushSync } from 'react-dom'
import { match, stroke } from './key-match'

/** One shortcut. `keys` as written in `key-match`; `label` and `group` are words for the shortcuts dialog. */
export interface KeyBinding {
  readonly keys: string
  readonly label: string
  readonly group: string
  readonly run: () => void
  /** Also while a text field has the focus. */
  readonly typing?: boolean
  /** Also when the key is held down. */
  readonly repeat?: boolean
  /** Not in the shortcuts dialog: it is listed under another key. */
  readonly unlisted?: boolean
}

/** A later level comes first; a `dialog` silences all below it. */
export const KEY_LEVELS = ['shell', 'screen', 'drawer', 'dialog'] as const
export type KeyLevel = (typeof KEY_LEVELS)[number]

interface Scope { readonly level: KeyLevel; bindings: readonly KeyBinding[] }

export interface Keys {
  readonly add: (level: KeyLevel, bindings: readonly KeyBinding[]) => { readonly set: (bindings: readonly KeyBinding[]) => void; readonly remove: () => void }
  readonly handle: (event: KeyboardEvent) => void
  /** While a screen is on its way, keys that mean nothing yet are kept for it; its end plays them. */
  readonly hold: () => () => void
  /** What was kept was meant for a screen that is no longer awaited. */
  readonly forget: () => void
  /** All that works when no dialog is open, in order of level, each key once. */
  readonly list: () => readonly KeyBinding[]
  /** Whether a key means something above the shell. */
  readonly isTaken: (keys: string) => boolean
  readonly subscribe: (listener: () => void) => () => void
}

const SEQUENCE_MS = 1_500
/** More keys than a person types while a screen loads. */
const MOST_KEPT = 30

interface Press { readonly name: string; readonly repeat: boolean; readonly target: EventTarget | null; readonly at: number }

const isTyping = (target: EventTarget | null): boolean => {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true
  return target instanceof HTMLInputElement && !['button', 'checkbox', 'radio', 'submit', 'reset'].includes(target.type)
}
/** Enter and Space belong to a control that has the focus. */
const isOwnKey = (target: EventTarget | null, keys: string): boolean =>
  (keys === 'Enter' || keys === 'Space') && target instanceof HTMLElement && target.closest('button, a[href], summary, input, [role="button"], [role="menuitem"], [role="tab"]') !== null

/** Whether the shortcuts dialog would read the same. */
const alike = (a: readonly KeyBinding[], b: readonly KeyBinding[]): boolean =>
  a.length === b.length && a.every((x, i) => x.keys === b[i]!.keys && x.label === b[i]!.label && x.unlisted === b[i]!.unlisted)

/** The window's shortcuts: who registered what, and which one a press means. */
export const createKeys = (): Keys => {
  let scopes: readonly Scope[] = []
  let so: readonly string[] = []
  let soAt = 0
  let listed: readonly KeyBinding[] | null = null
  let holds = 0
  let kept: readonly Press[] = []
  const listeners = new Set<() => void>()
  const changed = (): void => { listed = null; for (const listener of [...listeners]) listener() }
  const ordered = (): readonly Scope[] => KEY_LEVELS.toReversed().flatMap((level) => scopes.filter((s) => s.level === level).toReversed())
  const active = (): readonly KeyBinding[] => {
    const all = ordered()
    const dialog = all.find((s) => s.level === 'dialog')
    return (dialog ? [dialog] : all).flatMap((s) => s.bindings)
  }
  /** What a press means now: nothing, the beginning of something, or a binding. */
  const look = ({ name, repeat, target, at }: Press): { readonly run: () => void } | null => {
    const typing = isTyping(target)
    const able = active().filter((b) => (!typing || b.typing) && (!repeat || b.repeat) && !isOwnKey(target, b.keys))
    const found = match(able, at - soAt <= SEQUENCE_MS ? so : [], name)
    so = found.kind === 'begun' ? found.so : []
    soAt = at
    return found.kind === 'none' ? null : { run: () => { if (found.kind === 'hit') found.binding.run() } }
  }
  /** Each key sees what the one before it did. What follows one that begins to type is text, not keys; it is let go. */
  const play = (): void => {
    for (let press = kept[0]; press && holds === 0 && !isTyping(document.activeElement); press = kept[0]) {
      const rest = kept.slice(1)
      const meant = { ...press, target: document.activeElement }
      kept = []
      flushSync(() => { look(meant)?.run() })
      kept = rest
    }
    if (holds === 0) kept = []
  }
  return {
    add: (level, bindings) => {
      const scope: Scope = { level, bindings }
      scopes = [...scopes, scope]
      changed()
      return {
        set: (next) => {
          const same = alike(scope.bindings, next)
          scope.bindings = next
          if (!same) changed()
        },
        remove: () => { scopes = scopes.filter((s) => s !== scope); changed() }
      }
    },
    handle: (event) => {
      if (event.defaultPrevented || event.isComposing) return
      const name = stroke({ key: event.key, ctrlKey: event.ctrlKey, metaKey: event.metaKey, altKey: event.altKey, shiftKey: event.shiftKey, altGraph: event.getModifierState('AltGraph') })
      if (name === null) return
      // an editor lies in a root of its own, outside of which only its host is seen
      const target = event.composedPath()[0] ?? event.target
      const press: Press = { name, repeat: event.repeat, target, at: event.timeStamp }
      const found = look(press)
      if (found === null) {
        if (holds > 0 && !isTyping(target) && !isOwnKey(target, name) && !scopes.some((s) => s.level === 'dialog')) kept = [...kept, press].slice(0, MOST_KEPT)
        return
      }
      event.preventDefault()
      found.run()
    },
    hold: () => {
      holds++
      // the bindings of what was awaited come in the same turn, behind this
      return () => { holds--; queueMicrotask(play) }
    },
    forget: () => { kept = [] },
    list: () => {
      if (!listed) {
        const seen = new Set<string>()
        listed = ordered().filter((s) => s.level !== 'dialog').toReversed().flatMap((s) => s.bindings)
          .filter((b) => { const fresh = !b.unlisted && !seen.has(b.keys); seen.add(b.keys); return fresh })
      }
      return listed
    },
    isTaken: (keys) => scopes.some((s) => s.level !== 'shell' && s.bindings.some((b) => b.keys === keys)),
    subscribe: (listener) => { listeners.add(listener); return () => { listeners.delete(listener) } }
  }
}

export const KeysContext = createContext<Keys>(createKeys())

/** Shortcuts that work while the component is mounted. */
export const useKeys = (level: KeyLevel, bindings: readonly KeyBinding[]): void => {
  const keys = useContext(KeysContext)
  const handle = useRef<ReturnType<Keys['add']> | null>(null)
  const latest = useRef(bindings)
  useEffect(() => {
    latest.current = bindings
    handle.current?.set(bindings)
  })
  useEffect(() => {
    const added = keys.add(level, latest.current)
    handle.current = added
    return () => { handle.current = null; added.remove() }
  }, [keys, level])
}

/** Keeps keys that mean nothing yet while the component is mounted, for what it stands in for. */
export const useKeyHold = (): void => {
  const keys = useContext(KeysContext)
  useEffect(() => keys.hold(), [keys])
}

/** Listens for presses on the whole window. Once, at the root. */
export const useKeyListener = (): void => {
  const keys = useContext(KeysContext)
  useEffect(() => {
    window.addEventListener('keydown', keys.handle)
    return () => window.removeEventListener('keydown', keys.handle)
  }, [keys])
}

/** Whether a key of the shell's means what the shell says, and nothing of a screen's. */
export const useIsFree = (name: string): boolean => {
  const keys = useContext(KeysContext)
  return useSyncExternalStore(keys.subscribe, () => !keys.isTaken(name))
}

/** Everything that works right now, for the shortcuts dialog. */
export const useKeyList = (): readonly KeyBinding[] => {
  const keys = useContext(KeysContext)
  return useSyncExternalStore(keys.subscribe, keys.list)
}
