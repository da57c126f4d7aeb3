import { DEMO_OBJECTIVES, DEMO_PARTS, DEMO_SERVICES, demoUrl } from '../domain/demo'
import type { ConfigInput } from './schema'

/**
 * What `--demo` watches: the newsroom as seven sources, and its services as a team would declare them.
 * Garda's own clock is the scenario's there, so the sources take it as it is.
 */
export const demoConfig = (seed = 1): ConfigInput => ({
  welcomed: true,
  thisComputer: false,
  sources: DEMO_PARTS.filter((part) => part !== 'all').map((part) => ({ name: part, kind: 'demo', interval: '5s', options: { part, seed, clock: 'scenario' } })),
  services: DEMO_SERVICES.map((s) => ({
    name: s.name, environment: 'production', tier: s.tier, owner: s.owner, runbook: demoUrl.runbook(s.name), repository: demoUrl.repository(s.name), dashboard: demoUrl.dashboard(s.name),
    dependsOn: [...s.dependsOn], ...(DEMO_OBJECTIVES[s.name] === undefined ? {} : { objective: { target: DEMO_OBJECTIVES[s.name]! } })
  })),
  paging: { me: 'Mira Solberg', onCall: { calendar: 'newsroom-on-call.ics', zone: 'Europe/Oslo' } },
  appearance: { pinned: ['production/article-service', 'production/postgres-primary', 'production/cdn-edge'] }
})
