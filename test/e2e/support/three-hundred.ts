import type { PostedAlert } from '../../servers/alertmanager'

/** What is posted, and what a person must be told of it. Written by hand from what Garda promises, without any of its code. */
export interface Fired { readonly name: string; readonly service: string; readonly env: string; readonly severity: 'critical' | 'warning' }
/** A Notify call; `about` names the notification that it stands for or replaces. */
export interface Told { readonly about: string; readonly title: string; readonly body: string }

/** So long ago that no sentence changes while the test runs: a day that is not today, and a length in whole hours. */
export const beganAt = (now: number): Date => new Date(now - (3 * 24 + 4) * 3_600_000 - 30 * 60_000)
const LASTED = 'Lasted 3 d 4 h.'
const two = (n: number): string => String(n).padStart(2, '0')
const since = (at: Date): string =>
  `${['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][at.getUTCDay()]!} ${at.getUTCDate()} ${['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec'][at.getUTCMonth()]!} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`

export const posted = ({ name, service, env, severity }: Fired, began: Date, over: boolean): PostedAlert => ({
  labels: { alertname: name, service, env, severity }, annotations: { summary: `${name} says that ${service} is ill` }, startsAt: began.toISOString(),
  endsAt: new Date(Date.now() + (over ? -1_000 : 3_600_000)).toISOString()
})

const one = ({ name, service, env, severity }: Fired, began: Date): Told => ({
  about: service, title: `${severity === 'critical' ? 'CRITICAL' : 'Warning'}: ${service}, ${env.toUpperCase()}`,
  body: `${name} says that ${service} is ill. Since ${since(began)}.\n${name}, seen by am.`
})
const both = (worst: Fired, other: Fired, began: Date): Told => ({
  about: worst.service, title: `${worst.severity === 'critical' ? 'CRITICAL' : 'Warning'}: 2 alerts, one incident, ${worst.env.toUpperCase()}`,
  body: `${worst.service}: ${worst.name}, ${other.name}. Since ${since(began)}.`
})
const over = (service: string): Told => ({ about: service, title: `Resolved: ${service}, PRODUCTION`, body: LASTED })

/** Ten events begin at once, five of them get a second alert, then all are over. */
export interface Round {
  readonly begin: readonly Fired[]
  readonly beginTold: readonly Told[]
  readonly join: readonly Fired[]
  readonly joinTold: readonly Told[]
  /** Those whose end is told, in this order. */
  readonly ends: readonly Told[]
}

export const round = (r: number, began: Date): Round => {
  const at = (i: number, severity: Fired['severity'], env = 'production'): Fired => ({ name: `Fails${two(r)}x${i}`, service: `svc-${two(r)}-${i}`, env, severity })
  const more = (first: Fired, severity: Fired['severity']): Fired => ({ ...first, name: first.name.replace('Fails', 'Slow'), severity })
  const criticals = [0, 1, 2, 3].map((i) => at(i, 'critical'))
  const warnings = [4, 5, 6].map((i) => at(i, 'warning'))
  const staging = [7, 8].map((i) => at(i, 'critical', 'staging'))
  const [c0, c1] = criticals as [Fired, Fired]
  const [w4, w5] = warnings as [Fired, Fired]
  const [s7] = staging as [Fired]
  const [j0, j4, j1, j5, j7] = [more(c0, 'critical'), more(w4, 'critical'), more(c1, 'warning'), more(w5, 'warning'), more(s7, 'warning')] as const
  return {
    // development is never told
    begin: [...criticals, ...warnings, ...staging, at(9, 'critical', 'development')],
    beginTold: [...criticals, ...staging, ...warnings].map((f) => one(f, began)),
    join: [j0, j4, j1, j5, j7],
    joinTold: [both(c0, j0, began), both(j4, w4, began), both(c1, j1, began), both(w5, j5, began), both(s7, j7, began)],
    // what paged says when it is over: the critical ones of production, and the warning that became one
    ends: [...criticals, w4].map((f) => over(f.service))
  }
}

export interface Storm { readonly alerts: readonly Fired[]; readonly told: Told; readonly end: Told }
export const storm = (): Storm => {
  const alerts = Array.from({ length: 58 }, (_, i): Fired => ({ name: `Storm${two(i)}`, service: `storm-${two(i)}`, env: i % 4 === 3 ? 'staging' : 'production', severity: i % 12 === 5 ? 'critical' : 'warning' }))
  return {
    alerts, told: {
      about: 'storm', title: 'CRITICAL: 58 alerts, PRODUCTION',
      body: '5 critical. Storm05 (storm-05), Storm17 (storm-17), Storm29 (storm-29), Storm41 (storm-41), Storm53 (storm-53) and 53 more.'
    },
    end: { about: 'storm', title: 'Resolved: 58 alerts, PRODUCTION', body: LASTED }
  }
}

/** What begins while nobody watches. */
export const away: { readonly alerts: readonly Fired[]; readonly told: Told; readonly end: Told } = {
  alerts: [{ name: 'Away0', service: 'away-0', env: 'production', severity: 'critical' }, { name: 'Away1', service: 'away-1', env: 'production', severity: 'warning' }],
  told: { about: 'away', title: '2 alerts began while Garda was away', body: '1 critical. Away0 (away-0), Away1 (away-1).' },
  end: { about: 'away', title: 'Resolved: 2 alerts, one incident, PRODUCTION', body: LASTED }
}
