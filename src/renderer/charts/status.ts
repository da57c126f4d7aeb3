/** How the newest request fares; what was answered before stays drawn meanwhile. */
export type PanelStatus =
  | { readonly kind: 'asking'; readonly since: number }
  | { readonly kind: 'answered' }
  | { readonly kind: 'failed'; readonly reason: string }
