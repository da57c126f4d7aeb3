/**
 * Incoming text made safe to show: control characters, bidi overrides and isolates, zero-width and other invisible
 * format characters go; line ends become spaces unless `lines`; what is longer than `max` is cut with an ellipsis.
 */
export const clean = (text: string, { max = 2000, lines = false }: { readonly max?: number; readonly lines?: boolean } = {}): string => {
  const kept = text
    .replace(/\r\n?/g, '\n')
    // eslint-disable-next-line no-control-regex -- these are the characters to remove
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu, '')
    .replace(lines ? /\t/g : /[\n\t]+/g, ' ')
  if (kept.length <= max) return kept
  const cut = kept.slice(0, max)
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`
}
