import { useEffect, useMemo, useState, type ReactNode } from 'react'
import type { Done } from '@shared/contract/commands'
import { isAsking, type Page } from '@shared/domain/page'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { useConfig } from '../../state/config'
import { useBridge, useGarda } from '../../state/garda'
import { pageRows, pageSays, type PageRow } from '../../state/select/pages'
import { SNOOZE_MIN, useSnooze } from '../../state/snooze'
import { useAppearance, useGo } from '../../state/view'
import { Button, Glyph, Moment, useIsFree, useKeys, useTicking, type KeyBinding } from '../../ui'
import css from './shell.module.css'

const select = { pages: (s: AppState) => s.pages, alerts: (s: AppState) => s.alerts }
const MOST = 2
const SAID_MS = 8_000

/** Above every screen, each page that asks or was put off: whose it is and what comes next. What no alert stands for is taken, put off and given back here. */
export const Pages = (): ReactNode => {
  const pages = useGarda(select.pages)
  const alerts = useGarda(select.alerts)
  const rows = useMemo(() => pageRows({ pages, alerts }), [pages, alerts])
  const [open, setOpen] = useState(false)
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (said === '') return undefined
    const timer = window.setTimeout(() => setSaid(''), SAID_MS)
    return () => window.clearTimeout(timer)
  }, [said])
  if (rows.length === 0 && said === '') return null
  return (
    <section className={css['notices']} aria-label={t('pages.title')}>
      <List rows={rows} open={open} onOpen={setOpen} say={setSaid} />
      <p role="status" className={css['said']}>{said}</p>
    </section>
  )
}

interface Rows { readonly rows: readonly PageRow[]; readonly open: boolean; readonly onOpen: (open: boolean) => void; readonly say: (words: string) => void }

const List = ({ rows, open, onOpen, say }: Rows): ReactNode => {
  const bridge = useBridge()
  const go = useGo()
  const snooze = useSnooze(say)
  const { view } = useConfig()
  const me = view?.config.paging.me ?? null
  const then = (asked: Promise<Done>, failed: string): void => { asked.then((done) => say(clean(done.reason, { max: 300 })), () => say(failed)) }
  const take = (page: Page): void => then(bridge.acknowledge({ page: page.id, alerts: [], comment: '' }), t('ack.failed'))
  const giveBack = (page: Page): void => then(bridge.release({ page: page.id, alerts: [] }), t('ack.failed.back'))
  // the keys are those of the first row that has them
  const own = rows.filter((r) => r.own).map((r) => r.page)
  const free = own.find((p) => p.status !== 'held')
  const asking = own.find(isAsking)
  const held = own.find((p) => p.status === 'held')
  // what a screen means by a key comes first; with Alt it is always the page's
  const [a, s] = [useIsFree('A') ? 'A' : 'Alt+A', useIsFree('S') ? 'S' : 'Alt+S']
  const group = t('shell.keys.anywhere')
  const bound = (keys: readonly string[], label: string, run: () => void): readonly KeyBinding[] => keys.map((one, i) => ({ keys: one, label, group, run, ...(i > 0 && { unlisted: true }) }))
  useKeys('shell', [
    ...(free ? bound(['Alt+A', 'A'], t('pages.keys.acknowledge'), () => take(free)) : []),
    ...(asking ? bound(['Alt+S', 'S'], t('pages.keys.snooze'), () => snooze(asking)) : []),
    ...(held ? bound(['Alt+B'], t('pages.keys.back'), () => giveBack(held)) : [])
  ])
  const key = (page: Page, of: Page | undefined, keys: string): { readonly keys?: string } => (page === of ? { keys } : {})
  return (
    <ul>
      {(open ? rows : rows.slice(0, MOST)).map(({ page, own: isOwn, lead }) => (
        <li key={page.id} className={`${css['notice']} ${css['page']} sev-${page.severity}`} data-status={page.status}>
          <Glyph tone={page.severity} hold={page.status === 'held' ? 'held' : 'open'} />
          <p><b role={isOwn && isAsking(page) ? 'alert' : undefined}>{clean(page.title, { max: 200 })}</b><Says page={page} me={me} /></p>
          {isOwn && page.status !== 'held' && <Button small {...key(page, free, a)} onClick={() => take(page)}>{t('ack.do')}</Button>}
          {isOwn && isAsking(page) && <Button small {...key(page, asking, s)} onClick={() => snooze(page)}>{t('snooze.do', { minutes: SNOOZE_MIN })}</Button>}
          {isOwn && page.status === 'held' && <Button small look="quiet" {...key(page, held, 'Alt+B')} onClick={() => giveBack(page)}>{t('ack.back')}</Button>}
          {lead !== null && <Button small look="quiet" onClick={() => go({ view: 'alerts', item: lead })}>{t('pages.open')}</Button>}
        </li>
      ))}
      {rows.length > MOST && <li className={css['notice']}><Button small look="quiet" expanded={open} onClick={() => onOpen(!open)}>{open ? t('pages.fewer') : t('pages.more', { count: rows.length - MOST })}</Button></li>}
    </ul>
  )
}

const Says = ({ page, me }: { readonly page: Page; readonly me: string | null }): ReactNode => {
  const [{ time: zone }] = useAppearance()
  const said = useTicking((now) => JSON.stringify(pageSays(page, me, now, zone)))
  return (JSON.parse(said) as ReturnType<typeof pageSays>).map(({ words, at }) => <span key={words} className="muted">{at === null ? words : <Moment at={at}>{words}</Moment>}</span>)
}
