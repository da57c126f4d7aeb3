/** Words of the services list. ICU messages; keys begin with `services.`. */
export const services = {
  'services.title': 'Services', 'services.count': '{shown, plural, one {# service} other {# services}}', 'services.countOf': '{shown} of {total}',
  'services.filter': 'Filter services', 'services.filter.placeholder': 'Filter by name, owner or repository', 'services.environment': 'Environment', 'services.environment.all': 'All', 'services.health': 'Health', 'services.health.all': 'All', 'services.health.trouble': 'In trouble', 'services.health.unknown': 'Unknown', 'services.health.ok': 'OK',
  'services.tier': 'Tier', 'services.tier.all': 'Any tier', 'services.tier.n': 'Tier {tier}', 'services.tier.none': '–',
  'services.column.service': 'Service', 'services.column.environment': 'Env', 'services.column.tier': 'Tier', 'services.column.owner': 'Owner', 'services.column.health': 'Health', 'services.column.since': 'Health, for', 'services.column.alerts': 'Alerts', 'services.column.targets': 'Targets', 'services.column.age': 'Data age',
  'services.owner.none': 'nobody named', 'services.targets': '{up} of {total} up', 'services.targets.note': '{up} of {total, plural, one {# target} other {# targets}}', 'services.alerts.held': '{count} held back', 'services.pin': 'Pin {name}', 'services.unpin': 'Unpin {name}', 'services.pinned': 'Pinned',
  'services.none': 'No service is known yet', 'services.none.body': 'Services come from the labels of metrics and alerts, or from your configuration. {fresh} of {total} sources answer.', 'services.none.filter': 'No service fits the filter', 'services.none.filter.body': '{total, plural, one {One service is} other {# services are}} known.', 'services.clear': 'Clear filter',
  'services.keys.next': 'Next service', 'services.keys.previous': 'Previous service', 'services.keys.pin': 'Pin or unpin',
} as const
