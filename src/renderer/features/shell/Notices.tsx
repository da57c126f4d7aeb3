import { useState, type ReactNode } from 'react'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { useBridge, useGarda, useHeardAt, useSilent } from '../../state/garda'
import { inOrderOfWorth, noticeText } from '../../state/select/notice-words'
import { useView } from '../../state/view'
import { Age, Button, Glyph, useAgeText } from '../../ui'
import css from './shell.module.css'

const MOST = 3
const notices = (state: AppState): AppState['notices'] => state.notices

/** What Garda says of itself: above everything when its watch does not answer. */
export const Notices = (): ReactNode => {
  const bridge = useBridge()
  const silent = useSilent()
  const unsaved = useView((v) => v.unsaved)
  const [open, setOpen] = useState(false)
  // a pause is said in the strip, with its button
  const list = inOrderOfWorth(Object.values(useGarda(notices)).filter((n) => n.code !== 'paused'))
  const shown = open ? list : list.slice(0, MOST)
  if (!silent && unsaved === null && list.length === 0) return null
  return (
    <section className={css['notices']} aria-label={t('shell.notices')}>
      {silent && <Silent />}
      {unsaved !== null && <p role="alert" className={`${css['notice']} sev-warning`}><Glyph tone="warning" />{t('shell.unsaved', { reason: clean(unsaved, { max: 300 }) })}</p>}
      {shown.length > 0 && (
        <ul>
          {shown.map((notice) => (
            <li key={notice.id} className={`${css['notice']} sev-${notice.severity}`} role={notice.severity === 'critical' ? 'alert' : undefined}>
              <Glyph tone={notice.severity} /><p>{noticeText(notice)}</p><Age at={notice.at} />
              {notice.code === 'update-installed' && <RestartNow />}
              <Button small look="quiet" onClick={() => void bridge.dismissNotice(notice.id)}>{t('shell.notice.dismiss')}</Button>
            </li>
          ))}
          {list.length > MOST && <li className={css['notice']}><Button small look="quiet" expanded={open} onClick={() => setOpen(!open)}>{open ? t('shell.notice.fewer') : t('shell.notice.more', { count: list.length - MOST })}</Button></li>}
        </ul>
      )}
    </section>
  )
}

/** Main ends and comes back with all of its windows, this one among them. */
const RestartNow = (): ReactNode => {
  const bridge = useBridge()
  const [said, setSaid] = useState<string | null>(null)
  const restart = (): void => {
    setSaid('')
    bridge.restart().then((done) => { if (!done.ok) setSaid(done.reason) }, (error: unknown) => { setSaid(error instanceof Error ? error.message : String(error)) })
  }
  return <>
    {said !== null && said !== '' && <span role="alert">{clean(said, { max: 300 })}</span>}
    <Button small disabled={said === ''} onClick={restart}>{t(said === '' ? 'update.restarting' : 'update.restart')}</Button>
  </>
}

const Silent = (): ReactNode => {
  const age = useAgeText(useHeardAt())
  return <p role="alert" className={`${css['notice']} sev-unknown`} data-loud><Glyph tone="unknown" />{t('shell.silent', { age })}</p>
}
