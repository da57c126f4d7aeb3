import { describe, expect, it } from 'vitest'
import { freeId, idOf, MOST_OWN, ownPanelsOf, soundOwnPanels, withoutPanel, withPanel } from '@shared/config/own-panels'
import { servicePanelSchema, type ServicePanel } from '@shared/config/packs'

const panel = (id: string, title = id): ServicePanel => servicePanelSchema.parse({ id, title, unit: 'count', lines: [{ query: 'x{$selector}' }], source: 'prom' })
const API = { name: 'api', environment: 'production' }
const STAGING = { name: 'api', environment: 'staging' }

describe('panels of one’s own', () => {
  it('are kept by service and environment; a service whose last one goes is not', () => {
    const both = withPanel(withPanel(withPanel([], API, panel('a')), STAGING, panel('b')), API, panel('c'))
    expect(both).toEqual([{ service: 'api', environment: 'production', panels: [panel('a'), panel('c')] }, { service: 'api', environment: 'staging', panels: [panel('b')] }])
    expect([ownPanelsOf(both, STAGING), ownPanelsOf(both, { name: 'db', environment: 'staging' })]).toEqual([[panel('b')], []])
    expect(withoutPanel(withoutPanel(both, STAGING, 'b'), API, 'nothing')).toEqual([both[0]])
  })

  it('get an id out of their title, and another one where it is taken', () => {
    expect(['Requests, by status', 'Größe', '5xx of all', '日本', '-', 'x'.repeat(100)].map(idOf)).toEqual(['requests-by-status', 'gro-e', 'xx-of-all', 'panel', 'panel', 'x'.repeat(60)])
    expect([freeId('a', new Set()), freeId('a', new Set(['a', 'a-2'])), freeId('y'.repeat(80), new Set(['y'.repeat(80)]))]).toEqual(['a', 'a-3', `${'y'.repeat(70)}-2`])
  })

  it('that are damaged cost nothing but themselves, and are named', () => {
    const raw = [
      { service: 'api', environment: 'production', panels: [panel('a'), { ...panel('b', 'Bad unit'), unit: 'furlongs' }, panel('c', 'No query'), 7, panel('a', 'Twice'), panel('d')] },
      { service: 'api', environment: 'production', panels: [panel('e')] },
      { service: 'db', environment: 'production', panels: 'none' },
      { environment: 'production' }, 'nothing'
    ]
    expect(soundOwnPanels(raw, (one) => (one.title === 'No query' ? 'no' : null))).toEqual({
      panels: [{ service: 'api', environment: 'production', panels: [panel('a'), panel('d'), panel('e')] }],
      skipped: ['Bad unit (production/api)', 'No query (production/api)', '? (production/api)', 'Twice (production/api)', 'production/db', 'ownPanels', 'ownPanels']
    })
    const many = soundOwnPanels([{ service: 'api', environment: 'production', panels: Array.from({ length: MOST_OWN + 2 }, (_, i) => panel(`p${i}`)) }], () => null)
    expect([many.panels[0]?.panels.length, many.skipped]).toEqual([MOST_OWN, ['p50 (production/api)', 'p51 (production/api)']])
    expect([soundOwnPanels(undefined, () => null), soundOwnPanels({}, () => null)]).toEqual([{ panels: [], skipped: [] }, { panels: [], skipped: ['ownPanels'] }])
  })
})
