/** Words used on more than one screen. */
export const common = {
  'app.name': 'Garda',
  'severity.critical': 'Critical', 'severity.warning': 'Warning', 'severity.info': 'Info', 'severity.unknown': 'Unknown', 'severity.ok': 'OK',
  'state.pending': 'Pending', 'state.firing': 'Firing', 'state.suppressed': 'Suppressed', 'state.resolved': 'Resolved',
  'health.ok': 'OK', 'health.warning': 'Warning', 'health.critical': 'Critical', 'health.unknown': 'Unknown',
  'source.ok': 'Fresh', 'source.degraded': 'Partial', 'source.error': 'No answer', 'source.auth': 'Sign-in needed', 'source.pending': 'Asking',
  'environment.production': 'Production', 'environment.staging': 'Staging', 'environment.development': 'Development', 'environment.local': 'This computer',
  'environment.tag.production': 'PROD', 'environment.tag.staging': 'STAGING', 'environment.tag.development': 'dev', 'environment.tag.local': 'local',
  'environment.shout.production': 'PRODUCTION', 'environment.shout.staging': 'STAGING', 'environment.shout.development': 'development', 'environment.shout.local': 'this computer',
  'signal.traffic': 'Traffic', 'signal.errors': 'Errors', 'signal.latency': 'Latency', 'signal.saturation': 'Saturation',
  'unit.ms': 'ms', 'unit.s': 's', 'unit.min': 'min', 'unit.h': 'h', 'unit.d': 'd', 'unit.percent': '%', 'unit.perSecond': '/s',
  'common.none': '–', 'common.demo': 'demo', 'common.unknown': 'unknown', 'common.age': '{age} old', 'common.close': 'Close', 'common.cancel': 'Cancel', 'common.save': 'Save',
  'common.add': 'Add', 'common.remove': 'Remove', 'common.edit': 'Edit', 'common.test': 'Test', 'common.open': 'Open', 'common.copy': 'Copy', 'common.copied': 'Copied',
  'common.since': 'since {time}', 'common.source': 'Source', 'common.newest': 'newest sample', 'common.noSamples': 'no samples', 'common.local': 'local', 'common.utc': 'UTC'
} as const
