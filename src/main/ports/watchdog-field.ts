import type { Field } from '@shared/config/fields'

/** Which alerts of a source must always fire; kinds whose sources tell alerts of rules declare it. */
export const watchdogField = (kind: string): Field => ({ key: 'watchdog', label: `field.${kind}.watchdog`, type: 'list', default: ['Watchdog'], off: true })
