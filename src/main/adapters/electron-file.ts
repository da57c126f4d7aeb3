import { dialog, type BrowserWindow } from 'electron'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { t } from '@shared/text/catalogue'
import { detailOf } from './node-config-atomic'

type Chosen = { readonly name: string; readonly text: string } | { readonly name: string; readonly text: null; readonly reason: string } | null

/** The text of a JSON file that a person chooses; null where none was chosen. What is longer than `mostBytes` is not read. */
export const chooseJsonFile = async (window: BrowserWindow | null, mostBytes: number): Promise<Chosen> => {
  const options = { title: t('dashboards.file.title'), properties: ['openFile' as const], filters: [{ name: t('dashboards.file.kind'), extensions: ['json'] }] }
  const { filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
  const path = filePaths[0]
  if (path === undefined) return null
  const name = basename(path)
  try {
    if ((await stat(path)).size > mostBytes) return { name, text: null, reason: t('dashboards.file.large', { name }) }
    return { name, text: await readFile(path, 'utf8') }
  } catch (error) { return { name, text: null, reason: t('dashboards.file.unread', { name, reason: detailOf(error) }) } }
}
