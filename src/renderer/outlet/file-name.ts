import type { SavedKind } from '@shared/contract/commands'

const slug = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '').slice(0, 60)

/** `garda-article-service-latency-20251113T014712Z.svg`; the main process makes sure of it. */
export const fileName = (of: string, panel: string, at: number, kind: SavedKind): string =>
  `${['garda', slug(of), slug(panel), new Date(at).toISOString().replace(/[-:]|[.]\d+/g, '')].filter(Boolean).join('-')}.${kind}`
