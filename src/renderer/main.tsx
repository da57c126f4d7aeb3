import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './theme'
import { keepChecksPlain } from '@shared/config/plain-checks'
import { App } from './App'
import { exposedBridge } from './bridge'
import { screens, warmScreen, warmScreens } from './screens'
import { readAddress } from './state/address'
import { windowTime } from './state/mirror'
import { pageSeen } from './state/seen'

keepChecksPlain()
const root = document.getElementById('root')
if (!root) throw new Error('The page has no root to draw into')
const address = readAddress(window.location.hash)
// its code arrives while main gathers the snapshot
warmScreen(address.place?.view ?? 'overview')
createRoot(root).render(<StrictMode><App bridge={exposedBridge()} time={windowTime} seen={pageSeen} screens={screens} address={address} /></StrictMode>)
// the others behind the first paint, so that none keeps anybody waiting; the window of a page or a wall shows no other
if (address.place?.view !== 'page' && address.place?.view !== 'wall') window.requestIdleCallback(() => {
  warmScreens()
  void import('./charts').then(({ warmCharts }) => { window.requestIdleCallback(() => { warmCharts() }, { timeout: 5_000 }) })
}, { timeout: 2_000 })
