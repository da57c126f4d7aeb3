import type { Bridge, RawBridge } from '@shared/contract/bridge'
import { readDelta } from '@shared/state/delta-text'

export type { Bridge }

declare global {
  interface Window { readonly garda?: RawBridge }
}

/** What preload exposed; this is the only place that looks. Throws when the page was opened outside Garda. */
export const exposedBridge = (): Bridge => {
  if (!window.garda) throw new Error('This page works only inside Garda: the preload bridge is missing')
  const raw = window.garda
  return { ...raw, onDelta: (listener) => raw.onDelta((text) => { listener(readDelta(text)) }) }
}
