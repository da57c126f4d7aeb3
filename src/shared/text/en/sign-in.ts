/** Words of signing in at a source in a window of its own. */
export const signIn = {
  'signIn.do': 'Sign in…', 'signIn.out': 'Sign out', 'signIn.open': 'Sign in in the window that has opened. It closes by itself once {source} answers.',
  'signIn.needed': 'Sign-in needed', 'signIn.done': 'Signed in: {source} answers.', 'signIn.gone': 'Signed out. The cookies of {source} are forgotten.',
  'signIn.title': '{address}: sign in to {source}',
  'signIn.fact': 'Signed in', 'signIn.fact.until': 'until {time}', 'signIn.fact.open': 'in a window, until it is ended there',
  'signIn.none': 'Signing in needs a window. Open Garda on a desktop and sign in there.',
  'signIn.terminal': 'Signing in needs a window: the desktop app offers it.',
  'signIn.demo': 'The demo has nothing to sign in to.',
  'signIn.unknown': 'There is no such source any more.',
  'signIn.credentials': '{source} has credentials of its own, and uses nothing else. Edit it to change them.',
  'signIn.network': '{source} has a Host header or the name of another server, which no window can send, so it cannot use what is signed in to there.',
  'signIn.certificate': '{source} wants its client certificate. A window can show only what this computer’s own store has, and no certificate from a file: add it to that store, or give {source} a token that its proxy accepts.',
  'signIn.certificate.note': 'The client certificate of {source} is a file: the window shows it only where this computer’s own store has it, too.',
  'signIn.closed': 'The window was closed before {source} answered.',
  'signIn.loops': 'The login at {host} comes up again and again and never lets {source} answer. Cookies may be refused on the way, or this account may not use it.',
  'signIn.no-cookie': 'The login was passed, but it left no cookie that could be kept for {source}, so {source} still wants a sign-in.',
  'signIn.stays-out': 'The login was passed and left a cookie, but {source} still answers with a login page. Its proxy may not let this account in.',
  'signIn.fails': 'The login was passed, but {failure}',
  'notice.sign-in-ends': 'The sign-in to {source} ends at {time}. Sign in again before, or {source} can no longer be seen.',
  'notice.sign-in-unkept': 'The sign-in to {source} cannot be kept on this computer ({reason}). It is gone when Garda closes.'
} as const
