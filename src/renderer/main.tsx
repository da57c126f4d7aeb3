import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './theme'
import { keepChecksPlain } from '@shared/config/plain-checks'
import { App } from './App'
import { exposedBridge } from './bridge'
import { screens, warmScreen, warmScreens } from './screens'
import { readAddress } from './state/address'
import { windowTime } from './state/mirror'
import { alwaysSeen, pageSeen } from './state/seen'

keepChecksPlain()
const root = document.getElementById('root')
if (!root) throw new Error('The page has no root to draw into')
const address = readAddress(window.location.hash)
const alone = address.place?.view === 'page' || address.place?.view === 'wall'
// its code arrives while main gathers the snapshot
warmScreen(address.place?.view ?? 'overview')
createRoot(root).render(<StrictMode><App bridge={exposedBridge()} time={windowTime} seen={alone ? alwaysSeen : pageSeen} screens={screens} address={address} /></StrictMode>)
// the others behind the first paint, so that none keeps anybody waiting; the window of a page or a wall shows no other
if (!alone) window.requestIdleCallback(() => {
  warmScreens()
  void import('./charts').then(({ warmCharts }) => { window.requestIdleCallback(() => { warmCharts() }, { timeout: 5_000 }) })
}, { timeout: 2_000 })
