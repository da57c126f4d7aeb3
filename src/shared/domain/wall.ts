/** What a wall shows at a time. */
export type Board =
  | { readonly kind: 'now' | 'services' | 'alerts' }
  /** `item`: a service's key, or the id of an imported dashboard. */
  | { readonly kind: 'service' | 'dashboard'; readonly item: string }

/** Reads `now`, `services`, `alerts`, `service:environment/name` or `dashboard:id`; null: it is none of these. */
export const parseBoard = (text: string): Board | null => {
  const [, kind = '', item = ''] = /^([a-z]+)(?::(.+))?$/su.exec(text.trim()) ?? []
  switch (kind) {
    case 'now': case 'services': case 'alerts': return item === '' ? { kind } : null
    case 'service': return /^[^/]+\/.+$/su.test(item) ? { kind, item } : null
    case 'dashboard': return item === '' ? null : { kind, item }
    default: return null
  }
}

/** The word for a board that `parseBoard` reads. */
export const boardText = (board: Board): string => ('item' in board ? `${board.kind}:${board.item}` : board.kind)
