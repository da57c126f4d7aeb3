import type { ElectronApplication } from '@playwright/test'

/** Stands at the dialog's port: answers where the next file goes, and remembers what was offered. `null`: the person closes it. */
export const fakeSaveDialog = (app: ElectronApplication, path: string | null): Promise<void> => app.evaluate(({ dialog }, to) => {
  const offered = ((globalThis as { offered?: string[] }).offered ??= [])
  dialog.showSaveDialog = ((...args: readonly unknown[]) => {
    offered.push((args.at(-1) as { defaultPath: string }).defaultPath)
    return Promise.resolve(to === null ? { canceled: true, filePath: '' } : { canceled: false, filePath: to })
  })
}, path)
export const offered = (app: ElectronApplication): Promise<readonly string[]> => app.evaluate(() => (globalThis as { offered?: string[] }).offered ?? [])

/** Width and height as a PNG's own header says them. */
export const sizeOf = (png: Buffer): readonly [number, number] => [png.readUInt32BE(16), png.readUInt32BE(20)]
export const sizeInSvg = (svg: string): readonly [number, number] => [Number(/ width="(\d+)"/.exec(svg)?.[1]), Number(/ height="(\d+)"/.exec(svg)?.[1])]
