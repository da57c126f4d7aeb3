import { startElectron } from './app/electron'

startElectron()
