/** What becomes of hooks and of the heartbeat. */
export const hooks = {
  'hooks.test': 'Garda: test of the hook',
  'hooks.test.body': 'Somebody tries whether pages get here. Nothing is wrong.',
  'notice.hook-failed': 'The {hook, select, webhook {webhook} other {command}} that hands pages on failed, and whoever waits for it is not told: {detail}',
  'hooks.relative': '{path} was not run: it is not an absolute path.',
  'hooks.missing': '{path} does not exist.',
  'hooks.notFile': '{path} was not run: it is not a file.',
  'hooks.writable': '{path} was not run: everybody on this computer may change {place}.',
  'hooks.forbidden': '{path} could not be run: it is not marked as a program, or this user may not run it.',
  'hooks.interpreter': '{path} could not be started: the program that its first line names does not exist.',
  'hooks.unstarted': '{path} could not be started: {reason}',
  'hooks.late': '{path} did not end within {time} and was ended.',
  'hooks.loud': '{path} printed more than {limit} and was ended.',
  'hooks.code': '{path} ended with code {code}.',
  'hooks.code.words': '{path} ended with code {code}: {words}',
  'hooks.signal': '{path} was ended by {signal}.',
  'hooks.status': '{host} answered with status {status}.',
  'hooks.tried': '{detail} Tried {count} times.'
} as const
