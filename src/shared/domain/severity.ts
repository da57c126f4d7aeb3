/** Worst first; this order is used wherever "most important first" is meant. */
export const SEVERITIES = ['critical', 'warning', 'unknown', 'info'] as const
export type Severity = (typeof SEVERITIES)[number]

/** Lower is worse. */
export const severityRank = (severity: Severity): number => SEVERITIES.indexOf(severity)

/** Words that teams write in a `severity` label, in lower case. `none` is what Watchdog alerts carry: worth listing, never worth a page. */
export const DEFAULT_SEVERITY_WORDS: Readonly<Record<Severity, readonly string[]>> = {
  critical: ['critical', 'crit', 'page', 'error', 'emergency', 'fatal', 'disaster', 'high', 'p1', 'sev1'],
  warning: ['warning', 'warn', 'average', 'medium', 'ticket', 'minor', 'p2', 'p3', 'sev2', 'sev3'],
  info: ['info', 'information', 'informational', 'notice', 'low', 'none', 'debug', 'p4', 'p5', 'sev4'],
  unknown: []
}

export interface SeverityMapping {
  /** Labels that may carry the severity, first present wins. */
  readonly labels: readonly string[]
  readonly words: Readonly<Record<Severity, readonly string[]>>
}

export const DEFAULT_SEVERITY_MAPPING: SeverityMapping = { labels: ['severity', 'priority', 'level'], words: DEFAULT_SEVERITY_WORDS }

/** A severity that cannot be read is `unknown`, never silently the mildest. */
export const severityOf = (labels: Readonly<Record<string, string>>, mapping: SeverityMapping): Severity => {
  for (const name of mapping.labels) {
    const word = Object.hasOwn(labels, name) ? labels[name]?.trim().toLowerCase() : undefined
    if (!word) continue
    for (const severity of SEVERITIES) if (mapping.words[severity].includes(word)) return severity
    return 'unknown'
  }
  return 'unknown'
}
