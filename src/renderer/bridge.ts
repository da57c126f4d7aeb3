import type { Bridge } from '@shared/contract/bridge'

export type { Bridge }

declare global {
  interface Window { readonly garda?: Bridge }
}

/** What preload exposed; this is the only place that looks. Throws when the page was opened outside Garda. */
export const exposedBridge = (): Bridge => {
  if (!window.garda) throw new Error('This page works only inside Garda: the preload bridge is missing')
  return window.garda
}
