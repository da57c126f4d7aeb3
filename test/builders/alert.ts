import { NOW } from './now'
import { fingerprintOf, labelsOf, type Labels } from '@shared/domain/labels'
import type { Alert, AlertSighting } from '@shared/domain/alert'

const LABELS: Labels = labelsOf(Object.entries({ alertname: 'HighErrorRatio', env: 'production', service: 'checkout', severity: 'critical' }))
const ANNOTATIONS: Labels = labelsOf(Object.entries({ summary: '5 % of requests fail, limit 2 %' }))

/** A firing alert as one source tells it; the fingerprint follows the labels unless given. */
export const aSighting = (over: Partial<AlertSighting> = {}): AlertSighting => ({
  fingerprint: fingerprintOf(over.labels ?? LABELS), labels: LABELS, annotations: ANNOTATIONS, state: 'firing', silencedBy: [], inhibitedBy: [], mutedBy: [],
  startsAt: NOW - 600_000, endsAt: null, generatorURL: null, expression: null, value: null, held: null, ...over
})

/** A firing, critical alert of production; id, fingerprint and name follow the labels unless given. */
export const anAlert = (over: Partial<Alert> = {}): Alert => {
  const labels = over.labels ?? LABELS
  const fingerprint = over.fingerprint ?? fingerprintOf(labels)
  return {
    id: fingerprint, fingerprint, name: labels['alertname'] ?? '', severity: 'critical', state: 'firing', service: labels['service'] ?? null, environment: 'production',
    labels, annotations: ANNOTATIONS, startsAt: NOW - 600_000, endsAt: null, sources: ['prometheus'], silencedBy: [], inhibitedBy: [], mutedBy: [],
    generatorURL: null, expression: null, value: null, held: null, ...over
  }
}
