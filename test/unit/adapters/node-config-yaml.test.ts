import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leadingReason, readConfigFile, readSettingsText } from '../../../src/main/adapters/node-config-yaml'
import { KINDS } from '../config/manifests'

/** `line:column path reason` of every problem. */
const problems = (text: string): readonly string[] => {
  const result = readConfigFile(text, KINDS)
  return result.ok ? [] : result.problems.map((p) => `${p.line}:${p.column} ${p.path} ${p.reason}`)
}

const GOOD = `
# the team's sources
sources:
  - name: prom-eu-1
    kind: prometheus
    url: https://prometheus.example:9090/eu
    interval: 30s
    auth: &auth
      type: bearer
      token: {env: PROM_TOKEN}
    options: {step: 30, jobs: [node, api]}
  - name: alerts
    kind: alertmanager
    urls: [http://am-0:9093, http://am-1:9093]
    auth: *auth
    options: {receiver: team}
services:
  - {name: article-service, tier: 1, dependsOn: [postgres-primary]}
notifications:
  blindAfter: 2m
`

describe('a provisioning file', () => {
  it('is read whole, with what it really gives', () => {
    const result = readConfigFile(GOOD, KINDS)
    expect(result.ok && { sources: result.config.sources, services: result.config.services, given: result.given, blindAfter: result.config.notifications.blindAfter }).toEqual({
      sources: [
        {
          name: 'prom-eu-1', kind: 'prometheus', enabled: true, url: 'https://prometheus.example:9090/eu', interval: 30_000,
          auth: { type: 'bearer', token: { env: 'PROM_TOKEN' } }, headers: {}, proxy: 'system', options: { step: 30, jobs: ['node', 'api'] }
        },
        {
          name: 'alerts', kind: 'alertmanager', enabled: true, urls: ['http://am-0:9093', 'http://am-1:9093'],
          auth: { type: 'bearer', token: { env: 'PROM_TOKEN' } }, headers: {}, proxy: 'system', options: { receiver: 'team' }
        }
      ],
      services: [{ name: 'article-service', tier: 1, dependsOn: ['postgres-primary'] }],
      given: { sources: [], services: [], notifications: ['blindAfter'] },
      blindAfter: 120_000
    })
  })

  it('lists every fault at its line and column, in the order of the file', () => {
    expect(problems(`sources:
  - name: prom
    kind: promethues
    url: http://x
  - kind: prometheus
    url: ftp://x
    interval: 30
    timeout: 10m
    optoins: {}
  - name: am
    kind: alertmanager
    tls: {cert: a}
    headers: {"bad header": y}
    auth: {type: basci}
    enabled: maybe
    interval: 5 parsecs
  - name: PROM
    kind: prometheus
    urls: [http://x]
    options: {step: 0, job: [x], rules: 1}
severities: {crtical: [a]}
services:
  - name: a
    tier: 4
notifications: 7
appearance:
  theme: drak
labels:
  service: job
verion: 1
`)).toEqual([
      '3:11 sources[0].kind "promethues" is not a kind of source (prometheus, alertmanager, this-computer); did you mean prometheus?',
      '5:5 sources[1].name is needed',
      '6:10 sources[1].url must be an http or https address without user or password in it (those go into auth)',
      '7:15 sources[1].interval 30 has no unit; write 30s, or another duration such as 2m or 1h',
      '8:14 sources[1].timeout must lie between 1s and 5m',
      '9:5 sources[1].optoins is not a known key; did you mean options?',
      '12:17 sources[2].tls.cert cert needs key beside it',
      '13:15 sources[2].headers.bad header is not a header name',
      '14:18 sources[2].auth.type must be one of none, basic, bearer',
      '15:14 sources[2].enabled must be true or false, not text',
      '16:15 sources[2].interval "5 parsecs" is not a duration such as 15s, 2m or 1h',
      '19:5 sources[3].urls the kind prometheus has one address: use url',
      '20:21 sources[3].options.step must be a number from 1 to 600',
      '20:24 sources[3].options.job is not a known key; did you mean jobs?',
      '20:41 sources[3].options.rules must be true or false',
      '21:14 severities.crtical is not a known key; did you mean critical?',
      '24:11 services[0].tier must be one of 1, 2, 3',
      '25:16 notifications must be a set of keys, not a number',
      '27:10 appearance.theme must be one of system, dark, light; did you mean dark?',
      '29:12 labels.service must be a list, not text'
    ])
  })

  it('refuses a policy rule with a matcher that is none, at its place', () => {
    const wanted = 'must be a label matcher such as team="web" or job=~"api-.*"'
    const rules = (matchers: string): string => `paging:\n  rules:\n    - when: {severity: [critical]}\n      then: page\n    - when:\n        matchers: ${matchers}\n      then: ignore\n`
    expect(['[team="a", team]', '[\'team=~"("\']', '[\'1team="a"\']'].map((text) => problems(rules(text)))).toEqual([
      [`6:30 paging.rules[1].when.matchers[1] ${wanted}`], ['6:20 paging.rules[1].when.matchers[0] has a regular expression that cannot be used, at character 1: a bracket is not closed'], [`6:20 paging.rules[1].when.matchers[0] ${wanted}`]
    ])
  })

  it('refuses two sources with one name, whatever their case', () => {
    expect(problems('sources:\n  - {name: prom, kind: prometheus, url: "http://a"}\n  - {name: PROM, kind: prometheus, url: "http://b"}\n'))
      .toEqual(['3:12 sources[1].name two sources are named "PROM"; each needs a name of its own'])
  })

  it('checks what the kind of a source wants', () => {
    expect(problems(`sources:
  - {name: am, kind: alertmanager}
  - {name: pc, kind: this-computer, url: "http://x", options: {detail: ful}}
  - {name: pc2, kind: this-computer}
`)).toEqual([
      '2:5 sources[0].url is needed by the kind alertmanager',
      '2:5 sources[0].options.receiver is needed',
      '3:37 sources[1].url the kind this-computer has no address',
      '3:72 sources[1].options.detail must be one of normal, full; did you mean full?',
      '4:23 sources[2].kind there is one this-computer source at most'
    ])
  })

  const SECRET_PLACES = [
    ['auth: {type: bearer, token: hunter2}', 'auth.token'],
    ['auth: {type: basic, username: u, password: hunter2}', 'auth.password'],
    ['tls: {passphrase: hunter2}', 'tls.passphrase'],
    ['headers: {Authorization: Bearer hunter2}', 'headers.Authorization'],
    ['headers: {X-Api-Key: hunter2}', 'headers.X-Api-Key'],
    ['headers: {PRIVATE-TOKEN: hunter2}', 'headers.PRIVATE-TOKEN']
  ] as const
  it.each(SECRET_PLACES)('refuses a secret in the file and does not repeat it: %s', (line, path) => {
    const [only, ...more] = problems(`sources:\n  - name: a\n    kind: prometheus\n    url: http://a\n    ${line}\n`)
    expect({ at: only?.replace(/^5:\d+ /, ''), more }).toEqual({
      at: `sources[0].${path} is a secret and is not written here; name where it is: {env: NAME}, {file: PATH} or {secret: NAME}`, more: []
    })
  })

  it('does not repeat a password inside an address', () => {
    expect(problems('sources:\n  - {name: a, kind: prometheus, url: "http://u:hunter2@a"}\n').join()).not.toContain('hunter2')
  })

  it.each([
    ['nothing', '', '1:1  the file is empty'],
    ['a comment only', '# later\n', '1:1  the file is empty'],
    ['a list', '- a\n', '1:1  must hold keys such as sources: or services:'],
    ['a tab', 'sources:\n\t- a\n', '2:1  a tab is used for indentation; use spaces'],
    ['a key twice', 'sources: []\nsources: []\n', '2:1  this key is given twice'],
    ['two documents', 'sources: []\n---\nsources: []\n', '2:1  there is more than one document in the file'],
    ['an open quote', 'sources: "\n', '2:1  is not valid YAML: Missing closing "quote'],
    ['a tag of its own', 'sources: !run []\n', '1:15  tags such as !run are not used here'],
    ['a binary', 'sources: !!binary aGk=\n', '1:19  tags such as tag:yaml.org,2002:binary are not used here'],
    ['a key that is a map', '? {a: 1}\n: 2\n', '1:3  a key must be plain text'],
    ['an alias to nothing', 'sources: *x\n', '1:10  the alias *x has no anchor before it'],
    ['an alias to itself', 'sources: &x [*x]\n', '1:14  the alias *x contains itself'],
    ['a merge of what is no map', 'labels: &s 7\nappearance: {<<: *s, time: utc}\n', '2:14  only sets of keys can be merged in by <<'],
    ['a hostile key', '__proto__: {polluted: 1}\n', '1:1 __proto__ is not a known key'],
    ['what only a person may agree to', 'sources: []\nweakSecrets: true\n', '2:1 weakSecrets is for each person to decide, in Settings'],
    ['a newer version', 'sources: []\nversion: 2\n', '2:10 version was written for a newer Garda (version 2; this one reads up to 1)'],
    ['a version that is none', 'version: one\n', '1:10 version version must be a whole number from 0 to 1'],
    ['an empty section', 'notifications:\n', '1:1 notifications is empty'],
    ['an invisible name', 'services: [{name: "a\\u202eb"}]\n', '1:19 services[0].name must not hold control or invisible characters']
  ])('refuses %s', (_, text, expected) => { expect(problems(text)).toEqual([expected]) })

  it('bounds aliases that unfold to billions', () => {
    const layers = 'abcdefghi'.split('').map((name, i, all) => `${name}: &${name} [${Array.from({ length: 9 }, () => (i === 0 ? 'lol' : `*${all[i - 1]!}`)).join(', ')}]`).join('\n')
    expect(problems(layers)).toEqual(['1:1  its aliases unfold to too much'])
  })

  it('survives nesting without end, and a file without end', () => {
    expect(problems('['.repeat(20_000)).map((p) => p.replace(/^1:\d+/, '1:N'))).toEqual(['1:N  it is nested too deeply'])
    expect(problems('#'.repeat(1024 * 1024 + 1))).toEqual(['1:1  the file is larger than 1 MiB'])
  })

  it('says where a fault is that came in by a merge key', () => {
    expect(problems('sources:\n  - &base\n    name: a\n    kind: prometheus\n    url: http://a\n    interval: 7\n  - <<: *base\n    name: b\n')).toEqual([
      '6:15 sources[0].interval 7 has no unit; write 7s, or another duration such as 2m or 1h',
      '6:15 sources[1].interval 7 has no unit; write 7s, or another duration such as 2m or 1h'
    ])
  })

  it('leads with the first problem and counts the others', () => {
    const result = readConfigFile('verion: 1\nlables: {}\nsources: 7\n', KINDS)
    expect(result.ok ? '' : leadingReason(result.problems)).toBe('verion is not a known key; did you mean version? (and 2 more problems)')
  })

  it('never throws and never accepts without a configuration, whatever the text', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.array(fc.constantFrom('sources:', '\n', '  - ', 'name: a', '{', '}', '[', ']', '&a ', '*a', '<<: ', '!x ', '"', ': ', '? ', '| ', '\t', 'interval: 5', '---\n')).map((parts) => parts.join(''))), (text) => {
      const result = readConfigFile(text, KINDS)
      if (result.ok) expect(result.config.version).toBe(1)
      else for (const p of result.problems) expect([p.line >= 1, p.column >= 1, p.reason.length > 0]).toEqual([true, true, true])
    }), { numRuns: 500 })
  })
})

describe('the settings file', () => {
  it('may hold durations in ms, as Garda writes them', () => {
    const result = readSettingsText('{"version": 1, "notifications": {"blindAfter": 60000}}')
    expect(result.ok && result.config.notifications.blindAfter).toBe(60_000)
  })
  it('without a version is of the time when numbers were seconds', () => {
    const result = readSettingsText('{"notifications": {"blindAfter": 90}, "sources": [{"name": "a", "kind": "x", "interval": 20}]}')
    expect(result.ok && [result.config.notifications.blindAfter, result.config.sources[0]?.interval]).toEqual([90_000, 20_000])
  })
})
