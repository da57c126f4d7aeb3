import type { SourceKind } from '../../ports/source-kind'
import { expression } from './expression'
import { identify } from './identify'
import { names } from './names'
import { objective } from './objective'
import { panels, series } from './panels'
import { alertsBetween, fired } from './past'
import { poll } from './poll'
import { query } from './query'
import { fields } from './settings'

/** Prometheus and what speaks its HTTP API v1: Thanos, Mimir, VictoriaMetrics. */
export const prometheus: SourceKind = {
  manifest: {
    kind: 'prometheus', address: 'url', fields, abilities: ['metrics', 'alerts', 'rules', 'services'], defaultIntervalMs: 15_000, defaultTimeoutMs: 10_000, builtIn: false
  },
  poll,
  identify,
  panels,
  series,
  expression,
  query,
  names,
  objective,
  alertsBetween,
  fired
}
