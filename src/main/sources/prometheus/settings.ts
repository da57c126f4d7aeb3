import type { Field } from '@shared/config/fields'
import { watchdogField } from '../../ports/watchdog-field'

export const fields: readonly Field[] = [{ key: 'signals', label: 'field.prometheus.signals', type: 'toggle', default: true }, watchdogField('prometheus')]
