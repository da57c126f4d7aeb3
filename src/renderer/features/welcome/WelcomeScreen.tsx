import { useContext, useEffect, useRef, useState, type ReactNode } from 'react'
import type { LookResult } from '@shared/contract/commands'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { failureText } from '@shared/text/failure'
import { useConfig } from '../../state/config'
import { useBridge, useGarda } from '../../state/garda'
import { remedyText, wantsSignIn } from '../../state/select/source-words'
import { useGo, useView, useViewStore } from '../../state/view'
import { Button, ClockContext, DemoTag, EmptyProof, ErrorBoundary, Icon, Mark, Panel, TextButton, useKeys, Waiting } from '../../ui'
import { Computer } from './Computer'
import { FoundPanel } from './FoundPanel'
import { firstUse, hostTyped, withoutUser, withScheme } from './found'
import css from './welcome.module.css'

type Looking = { readonly is: 'nothing' } | { readonly is: 'asking'; readonly typed: string } | { readonly is: 'failed'; readonly reason: string } | { readonly is: 'looked'; readonly typed: string; readonly result: LookResult; readonly at: number }
type Tried = { readonly is: 'not' } | { readonly is: 'asking' } | { readonly is: 'shown' } | { readonly is: 'failed'; readonly reason: string }

const mode = (state: AppState): AppState['meta']['mode'] => state.meta.mode
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
/** For the Sources screen: an empty form, or one with this address. */
const formPlace = (url: string | null) => ({ view: 'sources', item: url === null ? '+add' : `+add ${url}` }) as const

/** The first run, and the way to look at an address later: paste one, see what is there, start. */
const WelcomeScreen = (): ReactNode => {
  const bridge = useBridge()
  const clock = useContext(ClockContext)
  const view = useViewStore()
  const go = useGo()
  const canGoBack = useView((v) => v.back.length > 0 && v.welcomed === true)
  const demo = useGarda(mode) === 'demo'
  const { view: config } = useConfig()
  const [typed, setTyped] = useState('')
  const [looking, setLooking] = useState<Looking>({ is: 'nothing' })
  const [used, setUsed] = useState<ReadonlySet<number>>(new Set())
  const [saving, setSaving] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const [tried, setTried] = useState<Tried>({ is: 'not' })
  const [demoRefused, setDemoRefused] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const right = useRef<HTMLDivElement>(null)
  const turn = useRef(0)

  useEffect(() => { field.current?.focus() }, [])
  useEffect(() => { if (looking.is === 'looked') right.current?.querySelector<HTMLElement>('[data-use] input, input[data-use], button')?.focus() }, [looking])

  const look = async (): Promise<void> => {
    const address = typed.trim()
    if (address === '') { field.current?.focus(); return }
    const mine = ++turn.current
    setLooking({ is: 'asking', typed: address })
    setRefused(null)
    try {
      const result = await bridge.look(address)
      if (mine !== turn.current) return
      setUsed(firstUse(result.found))
      setLooking({ is: 'looked', typed: address, result, at: clock.tick() })
    } catch (error) { if (mine === turn.current) setLooking({ is: 'failed', reason: reasonOf(error) }) }
  }
  const start = async (): Promise<void> => {
    if (saving || looking.is !== 'looked' || used.size === 0) return
    setSaving(true)
    setRefused(null)
    try {
      const left = new Set(used)
      for (const i of used) {
        const done = await bridge.saveSource(looking.result.found[i]!.source, { was: null, secrets: {} })
        if (!done.ok) { setRefused(done.reason); setUsed(left); setSaving(false); return }
        left.delete(i)
      }
      go({ view: 'overview', item: null })
    } catch (error) { setRefused(reasonOf(error)); setSaving(false) }
  }
  const later = async (): Promise<void> => {
    try {
      const done = await bridge.saveSettings({ welcomed: true })
      if (done.ok || refused !== null) go({ view: 'overview', item: null })
      else setRefused(done.reason)
    } catch (error) { setRefused(reasonOf(error)) }
  }
  const test = async (): Promise<void> => {
    setTried({ is: 'asking' })
    try {
      const { shown, detail } = await bridge.testNotification()
      setTried(shown ? { is: 'shown' } : { is: 'failed', reason: detail })
    } catch (error) { setTried({ is: 'failed', reason: reasonOf(error) }) }
  }
  const openDemo = async (at: string | null): Promise<void> => {
    try {
      const done = await bridge.demo({ open: !demo, at: demo ? null : at })
      if (done.ok) { if (!demo) go({ view: 'overview', item: null }) } else setDemoRefused(done.reason)
    } catch (error) { setDemoRefused(reasonOf(error)) }
  }

  const group = t('shell.keys.view')
  useKeys('screen', [
    { keys: 'Ctrl+Enter', label: t('welcome.keys.start'), group, typing: true, run: () => void start() },
    { keys: 'Alt+T', label: t('welcome.keys.test'), group, typing: true, run: () => void test() },
    { keys: 'Alt+D', label: t('welcome.keys.demo'), group, typing: true, run: () => void openDemo(null) },
    ...(canGoBack ? [{ keys: 'Esc', label: t('welcome.keys.back'), group, typing: true, run: view.back }] : [])
  ])
  return (
    <div className={css['screen']}>
      <header className={css['top']}><Mark /><b className="display">{t('app.name')}</b>{demo && <DemoTag />}<span className={`${css['end']} caption`}>{t('welcome.reads')}</span>{canGoBack && <Button small keys="Esc" onClick={view.back}>{t('welcome.back')}</Button>}</header>
      <main className={css['columns']}>
        <div className={css['left']}>
          <h1 className="display">{t('welcome.what')}</h1>
          <p className={css['lead']}>{t('welcome.lead')}</p>
          <form className={css['paste']} noValidate onSubmit={(e) => { e.preventDefault(); void look() }}>
            <label className="sr-only" htmlFor="welcome-address">{t('welcome.address')}</label>
            <input id="welcome-address" ref={field} className="mono" value={typed} placeholder={t('welcome.placeholder')} spellCheck={false} autoComplete="off" inputMode="url" onChange={(e) => setTyped(e.target.value)} aria-describedby="welcome-kinds" />
            <Button look={looking.is === 'looked' && used.size > 0 ? 'default' : 'primary'} type="submit" keys="Enter" disabled={looking.is === 'asking'}>{t('welcome.look')}</Button>
          </form>
          <p id="welcome-kinds" className="small faint">{t('welcome.kinds')}. <TextButton onClick={() => go(formPlace(null))}>{t('welcome.byHand')}</TextButton></p>
          <ErrorBoundary what={t('kind.this-computer')}><Computer onTest={() => void test()} said={<>
            {tried.is === 'asking' && <Waiting words={(age) => t('settings.test.asking', { age })} />}
            {tried.is === 'shown' && t('welcome.try.shown')}
            {tried.is === 'failed' && t('welcome.try.not', { reason: clean(tried.reason, { max: 300 }) })}
          </>} /></ErrorBoundary>
          <section className={`${css['card']} ${css['demo']}`} aria-labelledby="welcome-demo">
            <header><Icon name="play" /><h2 id="welcome-demo">{t('welcome.demo')}</h2><span className={css['end']}><DemoTag /></span></header>
            <p className="muted">{t(demo ? 'welcome.demo.in' : 'welcome.demo.body')}</p>
            <footer>
              <Button keys="Alt+D" onClick={() => void openDemo(null)}>{t(demo ? 'welcome.demo.leave' : 'welcome.demo.open')}</Button>
              {!demo && <span className="small muted"><TextButton onClick={() => void openDemo('02:31')}>{t('welcome.demo.breaks')}</TextButton></span>}
              {demoRefused !== null && <span role="alert" className={css['wrong']}>{t('welcome.demo.failed', { reason: clean(demoRefused, { max: 300 }) })}</span>}
            </footer>
          </section>
        </div>
        <div className={css['right']} ref={right} aria-live="polite">
          {looking.is === 'asking' && <Panel className={css['blank'] ?? ''}><Waiting words={(age) => t('welcome.asking', { name: clean(hostTyped(looking.typed), { max: 80 }), age })} /></Panel>}
          {looking.is === 'nothing' && <Blank title={t('welcome.empty')} lines={[t('welcome.empty.body')]} refused={refused} onLater={() => void later()} />}
          {looking.is === 'failed' && <Blank title={t('welcome.failed')} lines={[clean(looking.reason, { max: 300 })]} refused={refused} onLater={() => void later()} />}
          {looking.is === 'looked' && (looking.result.found.length > 0
            ? <FoundPanel result={looking.result} at={looking.at} used={used} notifications={config?.config.notifications ?? null} saving={saving} refused={refused}
                onStart={() => void start()} onLater={() => void later()}
                onUse={(i, on) => setUsed((now) => { const next = new Set(now); if (on) next.add(i); else next.delete(i); return next })} />
            : <NothingFound typed={looking.typed} result={looking.result} refused={refused} onLater={() => void later()} onForm={(address) => go(formPlace(address))} />)}
        </div>
      </main>
    </div>
  )
}
export default WelcomeScreen

interface BlankProps { readonly title: string; readonly lines: readonly ReactNode[]; readonly refused: string | null; readonly action?: ReactNode; readonly onLater: () => void }

const Blank = ({ title, lines, refused, action, onLater }: BlankProps): ReactNode => (
  <Panel className={css['blank'] ?? ''}>
    <EmptyProof sure={false} title={title} lines={lines} action={action} />
    <footer className={css['start']}>
      <div>{refused === null ? <span className="small muted">{t('welcome.later.note')}</span> : <span role="alert" className={css['wrong']}>{t('welcome.notSaved', { reason: clean(refused, { max: 400 }) })}</span>}</div>
      <Button onClick={onLater}>{t('welcome.later')}</Button>
    </footer>
  </Panel>
)

/** Why nothing was found, and what to try. */
const NothingFound = ({ typed, result: { failure }, refused, onLater, onForm }: {
  readonly typed: string; readonly result: LookResult; readonly refused: string | null; readonly onLater: () => void; readonly onForm: (address: string | null) => void
}): ReactNode => {
  const name = clean(hostTyped(typed), { max: 80 })
  if (failure === null) return <Blank title={t('welcome.stranger')} lines={[t('welcome.stranger.body', { name })]} refused={refused} onLater={onLater} />
  const wrongAddress = failure.code === 'settings'
  return (
    <Blank title={t('welcome.failed')} refused={refused} onLater={onLater} lines={wrongAddress ? [t('welcome.notWeb')] : [failureText(failure, name), remedyText(failure)]}
      action={<Button onClick={() => { onForm(wrongAddress ? withoutUser(typed) : withScheme(typed)) }}>{t(wantsSignIn(failure) ? 'welcome.fill' : 'welcome.byHand')}</Button>} />
  )
}
