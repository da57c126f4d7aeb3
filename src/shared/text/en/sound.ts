/** Sounds: whether one was played, and whether it could be heard. ICU messages; keys begin with `sound.`. */
export const sound = {
  'sound.noPlayer': 'Nothing here can play a sound: {players} {count, plural, one {is} other {are}} missing.',
  'sound.noFile': 'The sound’s file cannot be read: {reason}.',
  'sound.notPlayed': 'It could not be played: {tries}.',
  'sound.try': '{player}: {detail}',
  'sound.late': 'it did not end within {seconds} s and was ended',
  'sound.code': 'it ended with {code}',
  'sound.busy': 'The same sound is playing already.',
  'sound.none': 'This computer has nothing to hear it on: no loudspeaker, no headphones.',
  'sound.muted': 'The sound of this computer is muted.',
  'sound.zero': 'The volume of this computer is at zero.',
  'sound.noServer': 'The sound service of this computer does not answer: {detail}.',
  'sound.cannotTell': 'Whether it is muted cannot be told here.'
} as const
