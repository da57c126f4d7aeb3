import { Menu } from 'electron'
import { menuTemplate, type MenuTools } from './electron-menu-template'

/** For `Menu.setApplicationMenu`. On Linux and Windows the window hides its bar until Alt is pressed (`autoHideMenuBar`). */
export const applicationMenu = (tools: MenuTools): Electron.Menu => Menu.buildFromTemplate([...menuTemplate(tools)])
