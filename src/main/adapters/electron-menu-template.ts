import type { MenuItemConstructorOptions } from 'electron'
import { t } from '@shared/text/catalogue'

/** Something a menu does. */
export interface MenuOffer { readonly label: string; readonly open: () => void }

export interface MenuTools {
  readonly quit: () => void
  /** Screens to go to, in order. */
  readonly views?: readonly { readonly label: string; readonly accelerator?: string; readonly open: () => void }[]
  /** What is offered of walls. */
  readonly walls?: readonly MenuOffer[]
  /** Whether the page's own tools are offered. */
  readonly developer?: boolean
  readonly platform?: NodeJS.Platform
}

const line: MenuItemConstructorOptions = { type: 'separator' }
const roles = (...list: readonly NonNullable<MenuItemConstructorOptions['role']>[]): readonly MenuItemConstructorOptions[] => list.map((role) => ({ role }))

/** The application menu. Its keys work also where the bar is hidden: copy and paste, zoom, quit. Closing the window keeps watching. */
export const menuTemplate = ({ quit, views = [], walls = [], developer = false, platform = process.platform }: MenuTools): readonly MenuItemConstructorOptions[] => {
  const mac = platform === 'darwin'
  const leave: MenuItemConstructorOptions = { label: t('tray.quit'), accelerator: 'CommandOrControl+Q', click: quit }
  const screens = views.map(({ label, accelerator, open }): MenuItemConstructorOptions => ({ label, click: open, ...(accelerator === undefined ? {} : { accelerator }) }))
  const menu = (label: string, ...items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions => ({ label, submenu: [...items] })
  return [
    mac
      ? menu(t('app.name'), { role: 'about', label: t('menu.about') }, line, ...roles('services'), line, ...roles('hide', 'hideOthers', 'unhide'), line, leave)
      : menu(t('menu.file'), ...roles('close'), line, leave),
    menu(t('menu.edit'), ...roles('undo', 'redo'), line, ...roles('cut', 'copy', 'paste', 'selectAll')),
    menu(t('menu.view'), ...screens, ...(screens.length > 0 ? [line] : []), ...roles('resetZoom', 'zoomIn', 'zoomOut'), line, ...roles('togglefullscreen'), ...(developer ? roles('toggleDevTools') : [])),
    menu(t('menu.window'), ...walls.map(({ label, open }) => ({ label, click: open })), ...(walls.length > 0 ? [line] : []), ...(mac ? [...roles('minimize', 'close'), line, ...roles('front')] : roles('minimize')))
  ]
}
