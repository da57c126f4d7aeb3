/** Words of the terminal face, of the command line and of what is wrong with a configuration. Keys begin with `terminal.`. */
export const terminal = {
  'terminal.title': 'Garda',

  'terminal.cli.error': 'garda: {message}',
  'terminal.cli.failed': 'could not start: {reason}',
  'terminal.cli.unknown': 'unknown option {option}{suggestion, select, none {} other {; did you mean {suggestion}?}} (--help lists them all)',
  'terminal.cli.extra': '"{text}" is no option (--help lists them all)',
  'terminal.cli.no-value': '{option} needs a value: {option} {form}',
  'terminal.cli.takes-none': '{option} takes no value',
  'terminal.cli.twice': '{option} is given twice with different values',
  'terminal.cli.bad-value': '{option} {form}: "{value}" is not {expected}',
  'terminal.cli.expected.time': 'a time from 00:00 to 23:59',
  'terminal.cli.expected.size': 'a size from 320x240 to 7680x4320',
  'terminal.cli.expected.board': 'one of now, services, alerts, service:ENVIRONMENT/NAME, dashboard:ID or @WALL',
  'terminal.cli.expected.one-of': 'one of {choices}',
  'terminal.cli.needs': '{option} needs {other}',
  'terminal.cli.not-with': '{option} does not go with {other}',
  'terminal.cli.version': 'Garda {version}',
  'terminal.cli.help': `Garda {version}: the on-call dashboard that is never falsely green.

  npm start                     opens the window
  npm start -- --headless       watches in the terminal

Both
  --config FILE                 sources, services and environments from a YAML file that Garda
                                may not change; read again when it changes (also: GARDA_CONFIG)
  --user-data-dir DIR           where settings and records are kept
  --demo                        a made-up newsroom; pages nobody
  --demo-at HH:MM               the same, at a time of its bad night
  --log-level LEVEL             error, warn (default), info or debug; goes to standard error
  --help, -h                    these lines
  --version, -v                 the version

Terminal
  --headless                    no window: prints changes as they come, until Ctrl+C;
                                notifies (on Linux), sounds and runs hooks, also beside the app
  --headless --json             the same as JSON, one object per line: first the whole state
                                (schema garda.state/1), then each change (schema garda.change/1)
  --headless --once             asks every source once (30 s at most), prints and exits
  --headless --once --json      the same as one JSON document (schema garda.state/1)
  Exit with --once: 0 nothing above info, 1 warning, 2 critical, 3 something cannot be seen.
  Exit 64: an unknown option, a bad value or a bad configuration file.

Walls
  --wall BOARD                  opens one full-screen wall for this run, and no window: now,
                                services, alerts, service:ENVIRONMENT/NAME, dashboard:ID, or
                                @NAME for a wall of the configuration
  --display NAME                the display it stands on
  --list-displays               prints the displays that are connected, and exits

Starting
  --start-at-login on|off|status
                                starts Garda whenever you log in, with the --config and
                                --user-data-dir given here; or says whether it does
  --at-login                    as the system starts it then: straight to the walls, and where
                                there is none, to the tray

Pictures
  --screenshot FILE             draws one screen into a PNG file and exits
  --view NAME                   {views};
                                NAME:ITEM shows one, as in service:production/api or wall:now
  --size WxH                    1440x900 when not given
  --theme dark|light|night      dark when not given
`,

  'terminal.word.critical': 'CRITICAL', 'terminal.word.warning': 'Warning', 'terminal.word.unknown': 'Unknown', 'terminal.word.info': 'Info', 'terminal.word.ok': 'OK', 'terminal.word.resolved': 'Resolved',
  'terminal.watching': '{count, plural, =0 {Watching nothing: no source is configured.} one {Watching # source: {names}.} other {Watching # sources: {names}.}}',
  'terminal.demo': 'This is the demo: a made-up newsroom, nothing of it is real.',
  'terminal.stopped': 'Stopped watching.',
  'terminal.where': '{service}, {environment}',
  'terminal.alert': '{state}: {name}, {where}. {sentence} ({sources})',
  'terminal.alert.firing': 'firing', 'terminal.alert.pending': 'pending', 'terminal.alert.suppressed': 'suppressed ({by})', 'terminal.alert.resolved': '{name}, {where}. Lasted {duration}. ({sources})',
  'terminal.alert.gone': '{name}, {where}: no longer listed by what is watched',
  'terminal.by.silenced': 'silenced', 'terminal.by.inhibited': 'inhibited', 'terminal.by.muted': 'muted',
  'terminal.source.ok': '{source} answers{product, select, none {} other { ({product})}}',
  'terminal.source.degraded': '{source} answers in part: {detail}',
  'terminal.source.added': '{source} is watched now', 'terminal.source.removed': '{source} is no longer watched',
  'terminal.service': '{where} is {health}, was {before}',
  'terminal.health.ok': 'OK', 'terminal.health.warning': 'warning', 'terminal.health.critical': 'critical', 'terminal.health.unknown': 'unknown',
  'terminal.more.alerts': 'and {count, plural, one {# more change of an alert} other {# more changes of alerts}}, {critical} critical',
  'terminal.more.sources': 'and {count, plural, one {# more change of a source} other {# more changes of sources}}',
  'terminal.more.services': 'and {count, plural, one {# more change of a service} other {# more changes of services}}',
  'terminal.more.lines': 'and {count} more',
  'terminal.summary.firing': '{critical} critical, {warning} warning, {unknown} of unknown severity, {info} info firing.',
  'terminal.summary.quiet': 'Nothing is firing above info.',
  'terminal.summary.blind': 'Nothing is firing that can be seen.',
  'terminal.summary.sources': '{answered} of {count, plural, one {# source} other {# sources}} answered in full{age, select, none {} other {, oldest data {age}}}.',
  'terminal.summary.services': '{unknown, plural, one {# service is} other {# services are}} unknown: {names}',
  'terminal.summary.alike': '{text}, {count} of them',
  'terminal.summary.pending': '{source} has not answered yet',
  'terminal.summary.nothing': 'No source is configured.',

  'terminal.config.needed': 'is needed',
  'terminal.config.empty': 'is empty',
  'terminal.config.type': 'must be {expected}, not {got}',
  'terminal.config.type.text': 'text', 'terminal.config.type.number': 'a number', 'terminal.config.type.boolean': 'true or false',
  'terminal.config.type.list': 'a list', 'terminal.config.type.map': 'a set of keys', 'terminal.config.type.nothing': 'empty', 'terminal.config.type.other': 'something else',
  'terminal.config.unknown-key': 'is not a known key{suggestion, select, none {} other {; did you mean {suggestion}?}}',
  'terminal.config.unknown-kind': '"{kind}" is not a kind of source ({known}){suggestion, select, none {} other {; did you mean {suggestion}?}}',
  'terminal.config.option.text': 'must be text', 'terminal.config.option.number': 'must be a number from {min} to {max}', 'terminal.config.option.toggle': 'must be true or false', 'terminal.config.option.list': 'must be a list of texts', 'terminal.config.option.list-or-off': 'must be a list of texts, or false',
  'terminal.config.one-of': 'must be one of {choices}{suggestion, select, none {} other {; did you mean {suggestion}?}}',
  'terminal.config.at-least': 'must be at least {min}', 'terminal.config.at-most': 'must be at most {max}', 'terminal.config.between': 'must lie between {min} and {max}',
  'terminal.config.whole': 'must be a whole number',
  'terminal.config.too-short': 'must not be empty', 'terminal.config.too-long': 'must have at most {max} characters',
  'terminal.config.too-few': 'needs at least {min, plural, one {# entry} other {# entries}}', 'terminal.config.too-many': 'may have at most {max} entries',
  'terminal.config.form': 'has characters that are not allowed here',
  'terminal.config.personal': 'is for each person to decide, in Settings',
  'terminal.config.invalid': 'is not valid here',
  'terminal.config.board': 'must be now, services, alerts, service:environment/name or dashboard:id', 'terminal.config.two-walls': 'two walls are named "{name}"',
  'terminal.config.invisible': 'must not hold control or invisible characters',
  'terminal.config.duration': '{value} is not a duration such as 15s, 2m or 1h',
  'terminal.config.no-unit': '{value} has no unit; write {value}s, or another duration such as 2m or 1h',
  'terminal.config.secret-literal': 'is a secret and is not written here; name where it is: {forms}',
  'terminal.config.secret-shape': 'must be {forms}',
  'terminal.config.beside': '{one} needs {other} beside it',
  'terminal.config.timeOfDay': 'must be a time of day such as 22:00',
  'terminal.config.zone': 'must be a time zone such as Europe/Oslo',
  'terminal.config.matcher.form': 'must be a label matcher such as team="web" or job=~"api-.*"',
  'terminal.config.matcher.several': 'must be one matcher; give each an entry of its own in the list',
  'terminal.config.matcher.open': 'has a value whose double quote is not closed',
  'terminal.config.matcher.after': 'has something after the closing quote; a quote within a value is written \\"',
  'terminal.config.matcher.quotes': 'has a quote within a value that does not begin with one; values stand in double quotes, such as team="web"',
  'terminal.config.matcher.operator': 'must have one of the operators =, !=, =~ and !~, such as team="web"; a value that begins with one of their characters stands in double quotes',
  'terminal.config.matcher.bare': 'must have its value in double quotes: without them it is not empty and has no blanks, commas or braces',
  'terminal.config.matcher.regex': 'has a regular expression that cannot be used, at character {at}: {reason}',
  'terminal.config.instant': 'must be a date and time such as 2026-01-05T09:00:00+01:00',
  'terminal.config.url': 'must be an http or https address without user or password in it (those go into auth)',
  'terminal.config.url-page': 'must be the server’s own address: leave out ? or # and what follows',
  'terminal.config.url-or-urls': 'give url or urls, not both',
  'terminal.config.url-only': 'the kind {kind} has one address: use url',
  'terminal.config.url-needed': 'is needed by the kind {kind}',
  'terminal.config.no-address': 'the kind {kind} has no address',
  'terminal.config.one-of-kind': 'there is one {kind} source at most',
  'terminal.config.proxy': 'must be system, none, or the address of an http, https or SOCKS proxy, without user or password in it (those go into proxyAuth)',
  'terminal.config.proxy-auth': 'is only for a proxy that the source names itself: give its address as proxy',
  'terminal.config.header-name': 'is not a header name', 'terminal.config.one-line': 'must be one line', 'terminal.config.header-value': 'must be text, {forms}',
  'terminal.config.option-value': 'must be text, a number, true or false, or a list of texts',
  'terminal.config.two-sources': 'two sources are named "{name}"; each needs a name of its own',
  'terminal.config.two-services': 'the service "{name}" is listed twice for the same environment',
  'terminal.config.two-environments': 'two environments are named "{name}"',
  'terminal.config.pack.id': 'must be small letters, digits and dashes, a letter first',
  'terminal.config.pack.label': 'must be the name of a label',
  'terminal.config.pack.need': 'must be a metric, or one with labels such as requests_total\'{\'code|status\'}\'',
  'terminal.config.pack.part': 'must be letters, digits and _',
  'terminal.config.pack.axis': 'must be more than min',
  'terminal.config.pack.twice': 'two packs have the id "{name}"',
  'terminal.config.pack.blank': '{name} is neither a part of this pack nor $selector, $by or $window',
  'terminal.config.pack.query': 'is not PromQL: it cannot be read at "{near}"',
  'terminal.config.pack.source': 'no source of this file is named "{name}"',
  'terminal.config.pack.own-file': 'may stand in a file given by --config only',
  'terminal.config.pack.unread': 'cannot be taken: {reason}',
  'terminal.config.newer': 'was written for a newer Garda (version {version}; this one reads up to {known})',
  'terminal.config.version': 'version must be a whole number from 0 to {known}',
  'terminal.config.not-a-map': 'must hold keys such as sources: or services:',
  'terminal.config.nothing': 'the file is empty',
  'terminal.config.too-large': 'the file is larger than {limit}',
  'terminal.config.not-text': 'the file is not UTF-8 text',
  'terminal.config.missing-file': 'the file cannot be found',
  'terminal.config.unreadable': 'the file cannot be read: {detail}',
  'terminal.config.yaml': 'is not valid YAML: {detail}',
  'terminal.config.yaml.tab': 'a tab is used for indentation; use spaces',
  'terminal.config.yaml.twice': 'this key is given twice',
  'terminal.config.yaml.indent': 'the indentation does not fit what is above',
  'terminal.config.yaml.documents': 'there is more than one document in the file',
  'terminal.config.yaml.deep': 'it is nested too deeply',
  'terminal.config.yaml.tag': 'tags such as {tag} are not used here',
  'terminal.config.yaml.alias': 'the alias {name} has no anchor before it',
  'terminal.config.yaml.circle': 'the alias {name} contains itself',
  'terminal.config.yaml.bomb': 'its aliases unfold to too much',
  'terminal.config.yaml.merge': 'only sets of keys can be merged in by <<',
  'terminal.config.yaml.key': 'a key must be plain text',
  'terminal.config.at': '{file}:{line}:{column}: {reason}',
  'terminal.store.newer': '{file} {reason}. Changes are kept until Garda ends, and not written',
  'terminal.store.unreadable': '{file} cannot be read ({detail}). Changes are kept until Garda ends, and not written',
  'terminal.store.unwritable': '{file} cannot be written ({detail}). Changes are kept until Garda ends',
  'terminal.store.invalid': 'the change was not made: {reason}',
  'terminal.config.more': '{reason} (and {count, plural, one {# more problem} other {# more problems}})'
} as const
