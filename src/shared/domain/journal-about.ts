import type { JournalEntry } from './journal'

/** What the entries of a journal are gathered under. */
export const JOURNAL_KINDS = ['alerts', 'pages', 'notifications', 'suppressed', 'sources', 'garda'] as const
export type JournalKind = (typeof JOURNAL_KINDS)[number]

export const kindOf = (entry: Pick<JournalEntry, 'type'>): JournalKind => {
  switch (entry.type) {
    case 'began': case 'ended': case 'storm': case 'away': return 'alerts'
    case 'decided': case 'window': case 'sound': case 'hook': case 'seen': case 'acknowledged': case 'released': case 'snoozed': case 'snooze-over': case 'passed': case 'reopened': case 'resolved': case 'dropped': case 'quieted': return 'pages'
    case 'told': case 'shown': case 'not-shown': return 'notifications'
    case 'suppressed': return 'suppressed'
    case 'blind': case 'back': return 'sources'
    case 'buddy-gone': case 'buddy-back': case 'delivery': case 'paused': case 'unpaused': case 'armed': case 'disarmed': case 'tested': case 'threatened': case 'unthreatened': case 'digest': case 'started': case 'stopped': case 'suspended': case 'gap': return 'garda'
  }
}

/** Ids of the alerts that an entry names, the one to look at first in front. */
export const alertsOf = (entry: JournalEntry): readonly string[] => {
  switch (entry.type) {
    case 'began': case 'ended': return [entry.alert.id]
    case 'storm': case 'away': return entry.named.map((a) => a.id)
    case 'decided': case 'window': case 'acknowledged': case 'released': case 'snoozed': case 'snooze-over': case 'passed': case 'reopened': case 'resolved': case 'dropped': case 'quieted':
      return entry.lead === null ? entry.alerts : [entry.lead, ...entry.alerts.filter((id) => id !== entry.lead)]
    case 'told': case 'shown': case 'not-shown': case 'suppressed': case 'seen': return entry.alerts
    case 'sound': case 'hook': case 'blind': case 'back': case 'buddy-gone': case 'buddy-back': case 'delivery': case 'paused': case 'unpaused': case 'armed': case 'disarmed': case 'tested': case 'threatened': case 'unthreatened': case 'digest': case 'started': case 'stopped': case 'suspended': case 'gap': return []
  }
}

/** Names of the services that an entry is about. */
export const servicesOf = (entry: JournalEntry): readonly string[] => {
  switch (entry.type) {
    case 'began': case 'ended': return entry.alert.service === null ? [] : [entry.alert.service]
    case 'storm': case 'away': return [...new Set(entry.named.flatMap((a) => a.service ?? []))]
    case 'decided': case 'window': case 'acknowledged': case 'released': case 'snoozed': case 'snooze-over': case 'passed': case 'reopened': case 'resolved': case 'dropped': case 'quieted': return entry.services
    case 'told': case 'shown': case 'not-shown': case 'suppressed': return entry.about?.service == null ? [] : [entry.about.service]
    case 'sound': case 'hook': case 'seen': case 'blind': case 'back': case 'buddy-gone': case 'buddy-back': case 'delivery': case 'paused': case 'unpaused': case 'armed': case 'disarmed': case 'tested': case 'threatened': case 'unthreatened': case 'digest': case 'started': case 'stopped': case 'suspended': case 'gap': return []
  }
}
