import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './theme'
import { App } from './App'
import { exposedBridge } from './bridge'
import { screens } from './screens'
import { windowTime } from './state/mirror'

createRoot(document.getElementById('root')!).render(<StrictMode><App bridge={exposedBridge()} time={windowTime} screens={screens} /></StrictMode>)
