import { useEffect, useRef, useState, type ReactNode } from 'react'
import { endingOf, type Ending, type Page } from '@shared/domain/page'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { clock, clockSeconds, duration, moment } from '@shared/text/format'
import { useConfig } from '../../state/config'
import { useFresh, useHeardAt, useSilent, useWhole } from '../../state/garda'
import { environmentOf } from '../../state/select/environments'
import { useAppearance } from '../../state/view'
import { DemoTag, environmentShout, EnvTag, Glyph, Mark, useTicking, type Tone } from '../../ui'
import { Actions } from './Actions'
import { demoPage } from './demo'
import css from './page.module.css'
import { PageGraph } from './PageGraph'
import { shownPage, type Shown } from './pages'
import { usePresence } from './presence'
import { callOf, dataOf, leadOf, nextOf, othersOf, sentenceOf, sinceOf, unseenDataOf, whatOf, whereOf } from './words'

/** The item of the window that only covers: it cannot have the keyboard, and what it shows is announced by the other. */
const VEIL = 'veil'

/** What wakes somebody: the page that asks, the graph that explains it, and what can be done. Afterwards, for a moment, what became of it. */
const PageScreen = ({ item }: { readonly item: string | null }): ReactNode => {
  const state = useWhole()
  const [last, setLast] = useState<string | null>(null)
  const found = shownPage(state.pages, last)
  const second = useTicking((now) => (state.meta.mode === 'demo' ? now - (now % 1000) : null))
  const demo = found.is !== 'asking' && second !== null ? demoPage(state, second) : null
  const shown: Shown = demo ? { is: 'asking', page: demo, asking: 1 } : found
  const id = shown.is === 'nothing' ? null : shown.page.id
  if (shown.is === 'asking' && id !== last) setLast(id)
  useEffect(() => { document.documentElement.dataset['ready'] = 'true' }, [])
  return shown.is === 'asking'
    ? <Asking page={shown.page} asking={shown.asking} state={state} quiet={item === VEIL} />
    : <Settled page={shown.is === 'settled' ? shown.page : null} state={state} />
}
export default PageScreen

interface AskingProps { readonly page: Page; readonly asking: number; readonly state: AppState; readonly quiet: boolean }
const Asking = ({ page, asking, state, quiet }: AskingProps): ReactNode => {
  const fresh = useFresh()
  const { guard, turn } = usePresence(page.id)
  const lead = leadOf(page, state)
  const sentence = sentenceOf(page, lead)
  useTitle(sentence)
  return (
    <div className={`${css['window']} sev-${page.severity}`} data-turn={turn % 2} data-breathing={page.severity === 'critical' || undefined}>
      <Head page={page} asking={asking} state={state} />
      <main className={css['main']}>
        <Silent />
        <What page={page} sentence={sentence} what={whatOf(page, lead)} state={state} />
        <PageGraph key={lead?.id ?? ''} alert={lead} state={state} />
        <Context page={page} state={state} fresh={fresh} />
      </main>
      <footer className={css['foot']}>
        <Actions key={page.id} page={page.id} alert={lead?.id ?? null} guard={guard} turn={turn} />
        <NextStep page={page} />
      </footer>
      {!quiet && turn > 0 && <Announcement key={page.id} words={t('pageWindow.live', {
        severity: t(`severity.${page.severity}`), environment: environmentShout(environmentOf(state.environments, page.environment)), what: sentence, where: whereOf(page)
      })} />}
    </div>
  )
}

const Head = ({ page, asking, state }: { readonly page: Page | null; readonly asking: number; readonly state: AppState }): ReactNode => {
  const [{ time: zone }] = useAppearance()
  const { view } = useConfig()
  const other = zone === 'utc' ? 'local' : 'utc'
  const main = useTicking((now) => clockSeconds(now, zone))
  const minor = useTicking((now) => clock(now, other))
  const demo = state.meta.mode === 'demo'
  // in the demo the person at this desk is the one on call
  const call = page && callOf(page, state.meta, view?.config.paging.me ?? (demo ? page.person : null))
  return (
    <header className={css['head']}>
      <p className={css['mark']}><Mark size={24} />{t('pageWindow.title')}{asking > 1 && <span className="muted">{t('pageWindow.of', { count: asking })}</span>}{demo && <DemoTag />}</p>
      <p>{call && <>{call.words} {call.name && <b>{call.name}</b>}</>}</p>
      <p className={css['clock']}><b className="num">{main}</b><span className="num">{minor} {t(other === 'utc' ? 'common.utc' : 'common.local')}</span></p>
    </header>
  )
}

const What = ({ page, sentence, what, state }: { readonly page: Page; readonly sentence: string; readonly what: string; readonly state: AppState }): ReactNode => {
  const [{ time: zone }] = useAppearance()
  const since = useTicking((now) => sinceOf(page, now, zone))
  return (
    <div className={css['what']}>
      <Glyph tone={page.severity} size={148} />
      <div>
        <h1 className="display">{sentence}</h1>
        <dl>
          <div><dt>{t('pageWindow.where')}</dt><dd><Where page={page} state={state} /></dd></div>
          <div><dt>{t('pageWindow.since')}</dt><dd className="num">{since}</dd></div>
          {what && <div><dt>{t('pageWindow.what')}</dt><dd>{what}</dd></div>}
        </dl>
      </div>
    </div>
  )
}

/** One that nothing else is known of has no kind to be drawn by. */
const Where = ({ page, state: { environments } }: { readonly page: Page; readonly state: AppState }): ReactNode =>
  (Object.hasOwn(environments, page.environment)
    ? <><EnvTag environment={environmentOf(environments, page.environment)} />{whereOf(page)}</>
    : [clean(page.environment, { max: 80 }), whereOf(page)].filter(Boolean).join(', '))

const Context = ({ page, state, fresh }: { readonly page: Page; readonly state: AppState; readonly fresh: ReadonlySet<string> }): ReactNode => {
  const lead = leadOf(page, state)
  const others = othersOf(page, lead, state)
  const data = useTicking((now) => JSON.stringify(lead ? dataOf(lead, state, fresh, now) : unseenDataOf(page, state, fresh, now)))
  const told = JSON.parse(data) as ReturnType<typeof dataOf>
  return (
    <p className={css['context']}>
      {others && <>{others.lead} {others.named.map((o, i) => <span key={i}>{i > 0 && ', '}<b>{o.what}</b>{o.on && ` ${o.on}`}</span>)}{others.more && ` ${others.more}`}. </>}
      {page.flaps > 0 && <>{t('notify.flapped', { count: page.flaps })} </>}
      {told && <span className={told.stale ? 'sev-unknown tone' : undefined}>{told.text}</span>}
    </p>
  )
}

/** When main has stopped, nothing on this screen is known now. */
const Silent = (): ReactNode => {
  const silent = useSilent()
  const heardAt = useHeardAt()
  const age = useTicking((now) => duration(now - heardAt))
  return silent && <p role="alert" className={`${css['silent']} sev-unknown tone`}>{t('shell.silent', { age })}</p>
}

const NextStep = ({ page }: { readonly page: Page }): ReactNode => {
  const text = useTicking((now) => JSON.stringify(nextOf(page, now)))
  const next = JSON.parse(text) as ReturnType<typeof nextOf>
  if (!next) return <div className={css['next']}><p>{t('pageWindow.next.none')}</p></div>
  return (
    <div className={css['next']}>
      <p>{next.name && <><b>{next.name}</b> </>}{next.words}</p>
      <p className={`${css['countdown']} num`}>{next.countdown}</p>
      <div className={css['bar']} aria-hidden="true"><i style={{ width: `${(next.left * 100).toFixed(1)}%` }} /></div>
    </div>
  )
}

/** At once, and once for each page: set after the region is there, or it would not be heard. */
const Announcement = ({ words }: { readonly words: string }): ReactNode => {
  const first = useRef(words)
  const [said, setSaid] = useState('')
  useEffect(() => { setSaid(first.current) }, [])
  return <p className="sr-only" aria-live="assertive" aria-atomic="true">{said}</p>
}

const Settled = ({ page, state }: { readonly page: Page | null; readonly state: AppState }): ReactNode => {
  const [{ time: zone }] = useAppearance()
  const words = useTicking((now) => (page ? outcomeOf(page, now, zone) : t('pageWindow.calm')))
  useTitle(words)
  return (
    <div className={css['window']} data-settled={page?.status ?? 'none'}>
      <Head page={page} asking={0} state={state} />
      <main className={css['main']}>
        <div className={css['what']}>
          {page && <Glyph tone={page.status === 'over' ? TONES[endingOf(page)] ?? page.severity : page.severity} hold="held" size={148} />}
          <div role="status">
            <h1 className="display">{words}</h1>
            {page && <dl><div><dt>{t('pageWindow.what')}</dt><dd>{sentenceOf(page, leadOf(page, state))}</dd></div>
              {page.endedAt !== null && <div><dt>{t('pageWindow.since')}</dt><dd>{t('pageWindow.lasted', { duration: duration(page.endedAt - page.startedAt) })}</dd></div>}</dl>}
          </div>
        </div>
      </main>
    </div>
  )
}

const ENDINGS = { resolved: 'pageWindow.over', unwatched: 'pageWindow.unwatched', suppressed: 'pageWindow.suppressed' } as const satisfies Record<Ending, string>
/** What is held back is as bad as it was. */
const TONES = { resolved: 'ok', unwatched: 'unknown', suppressed: null } as const satisfies Record<Ending, Tone | null>

const outcomeOf = (page: Page, now: number, zone: 'local' | 'utc'): string => {
  if (page.status === 'held') return t('pageWindow.held', { name: clean(page.held?.by ?? t('page.somebody'), { max: 60 }) })
  if (page.status === 'snoozed') return t('pageWindow.snoozed', { time: moment(page.snoozedUntil ?? now, now, zone) })
  return t(ENDINGS[endingOf(page)])
}

const useTitle = (what: string): void => { useEffect(() => { document.title = t('pageWindow.document', { what }) }, [what]) }
