import electron from 'electron'

export interface Copied { readonly text: string; /** '' for none. */ readonly html: string; /** Null for none. */ readonly png: Uint8Array | null }

/** The clipboard of newer runtimes takes items as the web's does, the old one an object with its parts. */
interface Old { readonly write: (data: { text?: string; html?: string; image?: Electron.NativeImage }) => void }
type Item = new (parts: Record<string, string | Blob>) => unknown
interface New { readonly write: (items: readonly unknown[]) => Promise<void> }

/** Puts all forms on the clipboard at once. */
export const copyRich = async ({ text, html, png }: Copied): Promise<void> => {
  const item = (electron as unknown as { readonly ClipboardItem?: Item }).ClipboardItem
  if (item) {
    await (electron.clipboard as unknown as New).write([new item({
      ...(text ? { 'text/plain': text } : {}), ...(html ? { 'text/html': html } : {}), ...(png ? { 'image/png': new Blob([new Uint8Array(png)], { type: 'image/png' }) } : {})
    })])
    return
  }
  (electron.clipboard as unknown as Old).write({ ...(text ? { text } : {}), ...(html ? { html } : {}), ...(png ? { image: electron.nativeImage.createFromBuffer(Buffer.from(png)) } : {}) })
}
