import { Modal, Switch } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { AppState } from '@shared/state/app-state'
import { isGood, type NightWatch as Watch } from '@shared/domain/night-watch'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { useConfig } from '../../state/config'
import { useBridge, useGarda } from '../../state/garda'
import { useAppearance } from '../../state/view'
import { Age, Button, Glyph, Icon, Moment, useKeys, useTicking, type Tone } from '../../ui'
import css from './shell.module.css'
import { checkRows, standingOf, stripOf, testLines, untilOf } from './watch-words'

const select = (state: AppState): Watch => state.meta.watch
const NOTHING: readonly [] = []
const words = (text: string): string => clean(text, { max: 300 })

/** The night watch in the strip; opens what it is made of. */
export const NightWatchCell = ({ onOpen }: { readonly onOpen: () => void }): ReactNode => {
  const watch = useGarda(select)
  const [{ time: zone }] = useAppearance()
  const strip = useTicking((now) => JSON.stringify(stripOf(watch, now, zone)))
  if (!watch.kept) return null
  const { mark, says, more } = JSON.parse(strip) as ReturnType<typeof stripOf>
  return (
    <button type="button" className={`${css['cell']} ${css['sources']} ${mark === 'warning' ? 'sev-warning' : ''}`} data-rank="5" data-tip={`${says} ${more}`.trim()} onClick={onOpen}>
      <span className={css['lab']}>{t('watch.title')}</span>
      <span className={css['val']}>
        {mark === 'warning' ? <Glyph tone="warning" size={14} /> : mark === 'armed' ? <Icon name="moon" size={14} /> : null}
        <span className={mark === 'warning' ? 'tone' : mark === 'off' ? 'muted' : undefined}>{says}</span>
        {more !== '' && <span className={css['sub']}>{more}</span>}
      </span>
    </button>
  )
}

const TONES: Readonly<Record<'fine' | 'threat' | 'unknown', Tone>> = { fine: 'ok', threat: 'warning', unknown: 'unknown' }

/** Whether it is armed and until when, each check with its last answer, and the alarm's test. */
export const NightWatchDialog = ({ onClose }: { readonly onClose: () => void }): ReactNode => {
  useKeys('dialog', NOTHING)
  const bridge = useBridge()
  const watch = useGarda(select)
  const [{ time: zone }] = useAppearance()
  const [failure, setFailure] = useState<string | null>(null)
  const standing = useTicking((now) => standingOf(watch, now, zone))
  const until = untilOf(watch)
  const act = async (what: 'arm' | 'disarm' | 'test'): Promise<void> => {
    try {
      const done = await bridge.nightWatch({ do: what })
      setFailure(done.ok ? null : done.reason)
    } catch (error) { setFailure(error instanceof Error ? error.message : String(error)) }
  }
  const armed = watch.armed !== null
  return (
    <Modal opened onClose={onClose} title={t('watch.title')} size={560} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <div className={css['watch']}>
        <p className={css['standing']}>{armed && <Icon name="moon" />}<span role="status">{until === null ? standing : <Moment at={until}>{standing}</Moment>}</span></p>
        <p className={css['watchActs']}>
          <Button look={armed ? 'default' : 'primary'} icon="moon" onClick={() => void act(armed ? 'disarm' : 'arm')}>{t(armed ? 'watch.disarm' : 'watch.arm')}</Button>
          <Button disabled={watch.testing} onClick={() => void act('test')}>{t('watch.again')}</Button>
        </p>
        {failure !== null && <p role="alert" className="sev-warning tone small">{t('watch.panel.failed', { reason: words(failure) })}</p>}
        <KeepAwake />
        <h3>{t('watch.panel.test')}</h3>
        <div className={css['watchTest']} role="status">
          {watch.testing ? <p className="muted">{t('watch.panel.test.running')}</p>
            : watch.test === null ? <p className="muted">{t('watch.panel.test.none')}</p>
              : <p><Glyph tone={isGood(watch.test) ? 'ok' : 'warning'} size={14} silent /><span>{testLines(watch).map(words).join(' ')}</span><Age at={watch.test.at} focusable /></p>}
        </div>
        <h3>{t('watch.panel.checks')}</h3>
        <ul className={css['checks']}>
          {checkRows(watch).map(({ check, answer }) => (
            <li key={check} className={answer?.state === 'threat' ? 'sev-warning' : undefined}>
              {answer ? <Glyph tone={TONES[answer.state]} size={14} silent /> : <span />}
              <b>{t(`watch.check.${check}`)}</b>
              <span className={answer?.state === 'threat' ? 'tone' : 'muted'}>{answer ? t(`watch.state.${answer.state}`) : t('watch.state.asking')}</span>
              {answer ? <Age at={answer.at} focusable /> : <span />}
              {answer && answer.detail !== '' && <p>{words(answer.detail)}</p>}
            </li>
          ))}
        </ul>
        {!armed && <p className="small faint">{t('watch.panel.off.hint')}</p>}
      </div>
    </Modal>
  )
}

const KeepAwake = (): ReactNode => {
  const bridge = useBridge()
  const { view, reload } = useConfig()
  const [failure, setFailure] = useState<string | null>(null)
  if (!view) return null
  const { nightWatch } = view.config.paging
  const fixed = view.given?.['paging']?.includes('nightWatch') ?? false
  const save = async (keepAwake: boolean): Promise<void> => {
    try {
      const done = await bridge.saveSettings({ nightWatch: { ...nightWatch, keepAwake } })
      setFailure(done.ok ? null : done.reason)
    } catch (error) { setFailure(error instanceof Error ? error.message : String(error)) }
    await reload()
  }
  return (
    <div>
      <Switch label={t('watch.keepAwake')} description={fixed ? t('watch.panel.fixed') : t('watch.keepAwake.help')} checked={nightWatch.keepAwake} disabled={fixed} onChange={(e) => void save(e.currentTarget.checked)} />
      {failure !== null && <p role="alert" className="sev-warning tone small">{t('watch.panel.failed', { reason: words(failure) })}</p>}
    </div>
  )
}
