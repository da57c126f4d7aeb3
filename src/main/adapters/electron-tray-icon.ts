import { join } from 'node:path'
import type { TrayModel } from '../ports/tray'

/** The picture of a model below resources/icons/tray, as `scripts/make-icons.mjs` names it. `dark` is the panel, not the picture. */
export const trayIconFile = ({ icon, count }: Pick<TrayModel, 'icon' | 'count'>, platform: NodeJS.Platform, dark: boolean): string => {
  const name = icon === 'critical' || icon === 'held' ? `${icon}-${count > 9 ? 'many' : Math.max(1, count)}` : icon
  // macOS colours templates itself, Windows picks the size it wants out of an .ico
  return platform === 'darwin' ? join('template', `${name}Template.png`) : join(dark ? 'dark' : 'light', platform === 'win32' ? `${name}.ico` : `${name}.png`)
}

/** Desktops whose panel is dark whatever the theme of the programs. */
export const panelIsAlwaysDark = (currentDesktop: string | undefined): boolean => /\b(gnome|unity|pantheon)\b/i.test(currentDesktop ?? '')
