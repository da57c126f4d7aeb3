import { Menu, nativeImage, nativeTheme, Tray as ElectronTray } from 'electron'
import { join } from 'node:path'
import { t } from '@shared/text/catalogue'
import type { Log } from '../ports/log'
import type { Tray, TrayModel } from '../ports/tray'
import type { MenuOffer } from './electron-menu-template'
import { panelIsAlwaysDark, trayIconFile } from './electron-tray-icon'

export interface TrayTools {
  /** The folder resources/icons/tray. */
  readonly icons: string
  readonly show: () => void
  /** Pauses for an hour, or resumes; the menu says which by the model's `paused`. */
  readonly pause: () => void
  readonly test: () => void
  /** Arms the night watch, or disarms it; the menu says which by the model's `armed`. */
  readonly watch: () => void
  /** What is offered of walls now. */
  readonly walls: () => readonly MenuOffer[]
  readonly quit: () => void
  readonly log?: Log
  readonly platform?: NodeJS.Platform
}

/** Windows shows no more of a tooltip. */
const TOOLTIP_MAX = 127

/** Garda in the tray. Touches the tray only where the model differs from what is drawn; without a tray on this desktop it shows nothing. */
export const electronTray = ({ icons, show, pause, test, watch, walls, quit, log, platform = process.platform }: TrayTools): Tray => {
  let tray: ElectronTray | null = null
  let drawn: { readonly file: string; readonly tooltip: string; readonly paused: boolean; readonly armed: boolean | null; readonly walls: string } | null = null
  let model: TrayModel | null = null
  let ended = false
  let complained = ''

  const image = (file: string): Electron.NativeImage => {
    const made = nativeImage.createFromPath(join(icons, file))
    if (made.isEmpty()) throw new Error(`${file} cannot be read`)
    if (platform === 'darwin') made.setTemplateImage(true)
    return made
  }
  const menu = ({ paused, armed }: Pick<TrayModel, 'paused' | 'armed'>): Electron.Menu => Menu.buildFromTemplate([
    { label: t('tray.show'), click: show },
    ...walls().map(({ label, open }) => ({ label, click: open })),
    { type: 'separator' },
    { label: t(paused ? 'tray.resume' : 'tray.pause'), click: pause },
    ...(armed === null ? [] : [{ label: t(armed ? 'watch.disarm' : 'watch.arm'), click: watch }]),
    { label: t('tray.test'), click: test },
    { type: 'separator' },
    { label: t('tray.quit'), click: quit }
  ])
  const open = (file: string): ElectronTray => {
    const made = new ElectronTray(image(file))
    made.on('click', show)
    return made
  }
  const draw = (next: TrayModel): void => {
    const file = trayIconFile(next, platform, panelIsDark(platform))
    const tooltip = next.tooltip.length > TOOLTIP_MAX && platform === 'win32' ? `${next.tooltip.slice(0, TOOLTIP_MAX - 1)}…` : next.tooltip
    if (tray === null) tray = open(file)
    else if (file !== drawn?.file) tray.setImage(image(file))
    if (tooltip !== drawn?.tooltip) tray.setToolTip(tooltip)
    // Linux sends the menu over a bus as it was when set: a change means a new one
    const offered = walls().map(({ label }) => label).join('\n')
    if (next.paused !== drawn?.paused || next.armed !== drawn.armed || offered !== drawn.walls) tray.setContextMenu(menu(next))
    drawn = { file, tooltip, paused: next.paused, armed: next.armed, walls: offered }
  }
  const remove = (): void => {
    tray?.destroy()
    tray = null
    drawn = null
  }
  const update = (next: TrayModel): void => {
    if (ended) return
    model = next
    try { draw(next) } catch (error) {
      // no icon is better than one that says what was true before
      remove()
      const detail = error instanceof Error ? error.message : String(error)
      if (detail !== complained) log?.write('warn', 'no tray icon', { detail })
      complained = detail
    }
  }
  const redraw = (): void => { if (model) update(model) }
  nativeTheme.on('updated', redraw)

  return {
    update,
    renew: () => {
      remove()
      redraw()
    },
    dispose: () => {
      ended = true
      nativeTheme.off('updated', redraw)
      remove()
    }
  }
}

const panelIsDark = (platform: NodeJS.Platform): boolean => {
  if (platform === 'linux' && panelIsAlwaysDark(process.env['XDG_CURRENT_DESKTOP'])) return true
  // the taskbar of Windows has a theme of its own; older runtimes cannot tell
  const panel: unknown = Reflect.get(nativeTheme, 'shouldUseDarkColorsForSystemIntegratedUI')
  return platform === 'win32' && typeof panel === 'boolean' ? panel : nativeTheme.shouldUseDarkColors
}
