// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { filterServices, NO_FILTER } from '../../../../src/renderer/features/services/list'
import ServiceListScreen from '../../../../src/renderer/features/services/ServiceListScreen'
import { freshSources } from '../../../../src/renderer/state/select/freshness'
import { serviceRows } from '../../../../src/renderer/state/select/services'
import { aService, aState, anAlert, NOW } from '../../../builders'
import { nightState } from '../overview/night'
import { stage } from '../shell/stage'

const night = nightState(NOW)
const rows = serviceRows(night, null, freshSources(night, NOW, NOW))
const names = (filter: Partial<typeof NO_FILTER>): readonly string[] => filterServices(rows, { ...NO_FILTER, ...filter }).map((r) => r.service.key)

describe('the filter of the services', () => {
  it('keeps the order and needs every word', () => {
    expect(names({ text: 'newsroom v2' })).toEqual(['production/article-service'])
    expect(names({ text: 'SEARCH' })).toEqual(['staging/search', 'production/elasticsearch', 'production/search'])
  })
  it('narrows by environment, health and tier', () => {
    expect(names({ environment: 'development' })).toEqual(['development/article-service'])
    expect(names({ health: 'unknown' })).toEqual(['production/elasticsearch'])
    expect(names({ health: 'trouble', tier: 1 })).toEqual(['production/postgres-primary', 'production/article-service', 'production/api-gateway', 'production/web-frontend'])
    expect(names({ health: 'ok' })).toHaveLength(9)
  })
})

const Page = ({ item }: { readonly item: string | null }) => <h1>opened {item}</h1>
const screens = { services: ServiceListScreen, service: Page }
const open = { address: { place: { view: 'services', item: null }, theme: null } } as const

describe('the list of services', () => {
  it('is filtered from the field, and Enter goes to the first, then into it', async () => {
    const it = await stage(night, screens, open)
    await it.press('/')
    const field = screen.getByRole('searchbox')
    expect(document.activeElement).toBe(field)
    fireEvent.change(field, { target: { value: 'gateway' } })
    expect(screen.getByRole('status').textContent).toBe('1 of 17')
    fireEvent.keyDown(field, { key: 'Enter' })
    expect(document.activeElement?.textContent).toBe('api-gateway')
    fireEvent.click(document.activeElement!)
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('opened production/api-gateway')
  })
  it('pins what J and K stand on', async () => {
    const it = await stage(night, screens, open)
    await it.press('j'); await it.press('j')
    await it.press('p')
    expect(it.fake.calls.at(-1)).toEqual({ command: 'saveSettings', args: [{ appearance: { theme: 'dark', time: 'local', railCollapsed: false, pinned: ['production/article-service'] } }] })
    expect(within(screen.getByRole('navigation', { name: 'Pinned services' })).getAllByRole('button').map((b) => b.textContent)).toEqual(['article-service'])
  })
  it('shows the chosen environment first, and all on request', async () => {
    await stage(night, screens, open)
    expect(screen.getByRole('status').textContent).toBe('15 of 17')
    fireEvent.click(within(screen.getByRole('group', { name: 'Environment' })).getByLabelText('All'))
    expect(screen.getByRole('status').textContent).toBe('17 services')
  })
  it('says beside the name how many targets are seen, when not all are', async () => {
    const partly = aService({ name: 'half', seenBy: [{ source: 'prom-eu-1', lastSampleAt: null, fresh: true }], targets: { up: 1, total: 2 } })
    const whole = aService({ name: 'whole', seenBy: [{ source: 'prom-eu-1', lastSampleAt: null, fresh: true }], targets: { up: 2, total: 2 } })
    await stage(aState({ sources: Object.values(night.sources), ages: night.ages, services: [partly, whole] }), screens, open)
    expect(screen.getAllByRole('rowheader').map((r) => r.textContent)).toEqual(['half1 of 2 targets', 'whole'])
  })
  it('says who tells of a service that is known by its alerts alone', async () => {
    const alert = anAlert({ id: 'a', sources: ['am-eu-1'] })
    await stage(aState({ sources: Object.values(night.sources), ages: night.ages, alerts: [alert], services: [aService({ health: 'critical', seenBy: [], alerts: ['a'] })] }), screens, open)
    expect(screen.getAllByRole('cell').find((c) => c.dataset['column'] === 'age')?.textContent).toBe('4 s am-eu-1')
  })
  it('says why it is empty', async () => {
    await stage(aState({ sources: Object.values(night.sources), ages: night.ages }), screens, open)
    expect(screen.getByText('No service is known yet')).toBeTruthy()
    expect(screen.getAllByRole('heading').filter((h) => h.closest('main')).map((h) => h.tagName)).toEqual(['H1', 'H2'])
  })
})
