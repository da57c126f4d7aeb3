import type { KindManifest } from '@shared/config/fields'
import type { SourceConfig } from '@shared/config/schema'
import type { Offer } from '@shared/domain/source'

/** Things to watch that a source knows of and nobody watches yet: those of a kind that takes several addresses are one cluster. */
export interface OpenOffer { readonly kind: KindManifest; readonly urls: readonly string[]; readonly detail: string }

const plain = (url: string): string => url.replace(/\/+$/, '').toLowerCase()

export const openOffers = (offers: readonly Offer[], sources: readonly SourceConfig[], kinds: readonly KindManifest[]): readonly OpenOffer[] => {
  const known = new Set(sources.flatMap((s) => [...(s.urls ?? []), ...(s.url === undefined ? [] : [s.url])]).map(plain))
  const out: OpenOffer[] = []
  for (const offer of offers) {
    const kind = kinds.find((k) => k.kind === offer.kind)
    if (!kind || known.has(plain(offer.url))) continue
    known.add(plain(offer.url))
    const together = kind.address === 'urls' ? out.findIndex((o) => o.kind === kind) : -1
    if (together < 0) out.push({ kind, urls: [offer.url], detail: offer.detail })
    else out[together] = { ...out[together]!, urls: [...out[together]!.urls, offer.url] }
  }
  return out
}

/** The host of an address, which is a name nobody has to think of; numbered when it is taken. */
export const nameOfOffer = (url: string, names: readonly string[]): string => {
  let host: string
  try { host = new URL(url).hostname } catch { host = url.slice(0, 60) }
  const taken = new Set(names.map((n) => n.trim().toLowerCase()))
  let name = host
  for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${host} ${n}`
  return name
}
