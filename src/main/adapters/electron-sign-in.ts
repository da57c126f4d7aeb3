import { app, BrowserWindow, type Certificate, type Session, type WebContents } from 'electron'
import type { X509Certificate } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { clean } from '@shared/text/clean'
import { t } from '@shared/text/catalogue'
import type { SignInHeard, SignInPage, SignIns } from '../ports/sign-in'
import { reasonOf } from './error-reason'
import { certificatesIn } from './node-vouching'
import { hasJar, jarFolder, makeJar, openSession, partitionOf, quietSession } from './electron-sessions'

/** Chromium's error for redirects in circles, and for what another navigation overtook. */
const TOO_MANY_REDIRECTS = -310
/** Chromium's errors for a client certificate that is wanted, and one that was refused or missing. */
const WANTS_CERTIFICATE: ReadonlySet<number> = new Set([-110, -117])
const WEB = /^(https?|wss?|data|blob|about):/i

/**
 * Sign-in windows: pages of strangers, so they get nothing. No preload, a sandbox, a partition of the source's own; no permission, download or further window;
 * nothing but the web. The address stands in the title.
 */
export const electronSignIns = ({ icon }: { readonly icon: string }): SignIns => ({
  open: (id, page, heard) => {
    const { url, source, tls } = page
    makeJar(id)
    const session = quietSession(partitionOf(id, true))
    confine(session)
    const window = new BrowserWindow({
      width: 760, height: 760, icon, autoHideMenuBar: true, title: titleOf(url, source),
      webPreferences: { session, sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false, spellcheck: false, navigateOnDragDrop: false }
    })
    const { webContents } = window
    const name = (): void => { if (!window.isDestroyed()) window.setTitle(titleOf(webContents.getURL() || url, source)) }
    const webOnly = (event: { preventDefault: () => void }, to: string): void => { if (!/^https?:/i.test(to)) event.preventDefault() }
    window.setMenu(null)
    window.on('page-title-updated', (event) => { event.preventDefault(); name() })
    webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
    webContents.on('will-attach-webview', (event) => { event.preventDefault() })
    webContents.on('will-navigate', (event, to) => { webOnly(event, to) })
    webContents.on('will-redirect', (event, to) => { webOnly(event, to) })
    webContents.on('did-redirect-navigation', (_event, to, _inPlace, isMain) => { if (isMain) heard.passed(to) })
    webContents.on('did-navigate', (_event, to) => { name(); heard.arrived(to) })
    webContents.on('did-navigate-in-page', (_event, to, isMain) => { if (isMain) { name(); heard.arrived(to) } })
    webContents.on('did-fail-load', (_event, code, _words, at, isMain) => { if (isMain && code === TOO_MANY_REDIRECTS) heard.circled(at)
      else if (isMain && tls?.cert !== undefined && WANTS_CERTIFICATE.has(code) && isAt(at, url)) heard.uncertified() })
    const forget = certify(webContents, page, heard)
    window.on('closed', () => { forget(); heard.closed() })
    void trustedOf(tls?.ca).then((authorities) => openSession(partitionOf(id, true), page, authorities))
      .then(() => (window.isDestroyed() ? undefined : window.loadURL(url))).catch(() => undefined) // the window shows why
    return {
      focus: () => { if (!window.isDestroyed()) window.focus() },
      // also while its page asks whether to leave
      close: () => { if (!window.isDestroyed()) window.destroy() }
    }
  },
  unkept: async (id) => {
    const probe = join(jarFolder(id), 'Garda probe')
    try {
      await quietSession(partitionOf(id, true)).cookies.flushStore()
      await mkdir(jarFolder(id), { recursive: true })
      await writeFile(probe, '')
      await rm(probe)
      return null
    } catch (error) { return reasonOf(error) }
  },
  cookies: async (id, url) => {
    if (!hasJar(id)) return []
    const found = await quietSession(partitionOf(id, true)).cookies.get({ url })
    return found.map(({ name, httpOnly = false, expirationDate }) => ({ name, httpOnly, endsAt: expirationDate === undefined ? null : Math.round(expirationDate * 1000) }))
  },
  forget: async (id) => {
    if (!hasJar(id)) return
    const session = quietSession(partitionOf(id, true))
    await session.clearStorageData()
    await session.cookies.flushStore()
  }
})

/** What the source trusts besides the system's authorities; a file that cannot be read adds nothing, and the source says so itself. */
const trustedOf = async (file: string | undefined): Promise<readonly X509Certificate[]> => {
  try { return file === undefined ? [] : certificatesIn(await readFile(file, 'utf8')) } catch { return [] }
}

/** Whether something asked at `at`, an address or a bare host, is of the server of `url`. */
const isAt = (at: string, url: string): boolean => {
  try { return new URL(at.includes('://') ? at : `https://${at}`).host === new URL(url).host } catch { return false }
}

/**
 * Where a source has a client certificate, its window shows that and no other, to the source alone. Chromium takes none from a file, only what the
 * system's store has. Returns what ends it.
 */
const certify = (contents: WebContents, { url, tls }: SignInPage, heard: Pick<SignInHeard, 'uncertified'>): (() => void) => {
  const file = tls?.cert
  if (file === undefined) return () => undefined
  const choose = (event: { preventDefault: () => void }, asking: WebContents | null, at: string, there: readonly Certificate[], answer: (certificate?: Certificate) => void): void => {
    if (asking !== contents) return
    event.preventDefault()
    if (!isAt(at, url)) { answer(); return }
    void readFile(file, 'utf8').then((pem) => certificatesIn(pem)[0], () => undefined).then((own) => {
      const found = own && there.find(({ data }) => certificatesIn(data)[0]?.fingerprint256 === own.fingerprint256)
      if (found) { answer(found); return }
      answer()
      heard.uncertified()
    })
  }
  app.on('select-client-certificate', choose)
  return () => { app.off('select-client-certificate', choose) }
}

const titleOf = (address: string, source: string): string => {
  let shown = address
  try { const { protocol, host, pathname } = new URL(address); shown = `${protocol}//${host}${pathname}` } catch { /* shown as it is */ }
  return t('signIn.title', { address: clean(shown, { max: 120 }), source })
}

const confined = new WeakSet<Session>()
const confine = (session: Session): void => {
  if (confined.has(session)) return
  confined.add(session)
  session.setPermissionRequestHandler((_contents, _permission, answer) => { answer(false) })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => { event.preventDefault() })
  session.webRequest.onBeforeRequest(({ url }, answer) => { answer({ cancel: !WEB.test(url) }) })
}
