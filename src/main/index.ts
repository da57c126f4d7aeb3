import './app/last-words'
import { startElectron } from './app/electron'

startElectron()
