import { VIEWS, type Place, type View } from '@shared/contract/bridge'

/** What a window is opened with. */
export interface Address { readonly place: Place | null; readonly theme: 'dark' | 'light' | 'night' | null }

/** Reads `#view/item?theme=dark`, as main writes it; every part may be missing, and what is not understood counts as missing. */
export const readAddress = (hash: string): Address => {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?')
  const [name = '', ...rest] = path.split('/')
  const view = VIEWS.find((v: View) => v === name)
  const theme = new URLSearchParams(query).get('theme')
  return { place: view ? { view, item: decoded(rest.join('/')) } : null, theme: theme === 'dark' || theme === 'light' || theme === 'night' ? theme : null }
}

/** A place as the address of its window has it: a page that is loaded again, and a Garda that restarts, come back to it. */
export const hashOf = ({ view, item }: Place): string => `#${view}${item === null ? '' : `/${encodeURIComponent(item)}`}`

const decoded = (text: string): string | null => {
  if (text === '') return null
  try { return decodeURIComponent(text) } catch { return null }
}
