import { app, dialog, type BrowserWindow } from 'electron'
import { join } from 'node:path'
import { t } from '@shared/text/catalogue'
import type { Files } from '../ports/files'
import { writeWhole } from './node-write'

/** Files by the system's own dialog, which begins where a person saved last, else among their documents. */
export const electronFiles = (window: () => BrowserWindow | null): Files => {
  let folder: string | null = null
  return {
    choose: async (name, kind) => {
      const over = window()
      const options = {
        title: t('out.dialog', { name }), defaultPath: join(folder ?? app.getPath('documents'), name), filters: [{ name: t(`out.kind.${kind}`), extensions: [kind] }],
        properties: ['createDirectory' as const, 'showOverwriteConfirmation' as const]
      }
      const { canceled, filePath } = await (over ? dialog.showSaveDialog(over, options) : dialog.showSaveDialog(options))
      if (canceled || !filePath) return null
      folder = join(filePath, '..')
      return filePath
    },
    write: writeWhole
  }
}
