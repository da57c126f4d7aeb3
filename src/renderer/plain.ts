import type { PlainView } from '@shared/domain/plain-view'
import { exposedBridge } from './bridge'
import { DRIFT_STEP, driftAt } from './features/wall/drift'
import { plainPage } from './plain-view'

/** The page that takes a wall's place when its own fails again and again: no framework, no styles but its own. */
const the = (selector: string): HTMLElement => document.querySelector<HTMLElement>(selector)!
const write = (selector: string, text: string): void => { const at = the(selector); if (at.textContent !== text) at.textContent = text }

let view: PlainView | null = null
let heardAt = 0

const draw = (): void => {
  // as every wall: no pixel shows the same for weeks
  const { x, y } = driftAt(Date.now())
  the('main').style.transform = `translate(${x * DRIFT_STEP}px, ${y * DRIFT_STEP}px)`
  const page = plainPage(view, performance.now() - heardAt)
  the('main').dataset['state'] = page.state
  write('h1', page.title)
  write('#blind', page.blind)
  write('#asks', page.asks)
  write('#data span', page.data.label)
  write('#data b', page.data.figure)
  write('#sources', page.sources)
  write('#note', page.note)
  the('ul').replaceChildren(...page.counts.map(({ severity, label, count }) => {
    const row = document.createElement('li')
    row.dataset['severity'] = severity
    row.dataset['some'] = String(count > 0)
    const figure = document.createElement('b')
    figure.textContent = String(count)
    row.append(label, figure)
    return row
  }))
}

exposedBridge().onPlain((next) => {
  view = next
  heardAt = performance.now()
  draw()
})
setInterval(draw, 500)
draw()
