import { Switch, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { durationText } from '@shared/config/duration'
import type { HooksConfig } from '@shared/config/paging'
import { check } from '@shared/config/problems'
import { notificationsSchema, type Config } from '@shared/config/schema'
import { ENVIRONMENT_KINDS } from '@shared/domain/environment'
import { SEVERITIES } from '@shared/domain/severity'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { moment } from '@shared/text/format'
import { useBridge, useGarda } from '../../state/garda'
import { useAppearance } from '../../state/view'
import { Button, Glyph, useTicking, Waiting } from '../../ui'
import { HookTest } from './HookTest'
import { Line, Section } from './Section'
import css from './settings.module.css'
import { Sounds } from './Sounds'
import { useSaving } from './use-saving'

type Values = Config['notifications']
const meta = (state: AppState): AppState['meta'] => state.meta
const toggled = <T,>(list: readonly T[], value: T, on: boolean): T[] => (on ? [...list.filter((x) => x !== value), value] : list.filter((x) => x !== value))

/** What notifies, when, and whether it can be shown at all. */
export const Notifications = ({ values, hooks, isFixed, onSaved }: {
  readonly values: Values; readonly hooks: HooksConfig; readonly isFixed: (key: string) => boolean; readonly onSaved: () => Promise<void>
}): ReactNode => {
  const bridge = useBridge()
  const [saving, run] = useSaving()
  const save = async (change: Partial<Values>): Promise<void> => {
    await run(() => bridge.saveSettings({ notifications: { ...values, ...change } }))
    await onSaved()
  }
  return (
    <Section title={t('settings.notifications')} saving={saving}>
      <Line label={t('settings.notify')} help={t('settings.notify.help')} fixed={isFixed('enabled')} htmlFor="notify-on">
        <Switch id="notify-on" checked={values.enabled} disabled={isFixed('enabled')} onChange={(e) => void save({ enabled: e.currentTarget.checked })} />
      </Line>
      <Line label={t('settings.severities')} help={t('settings.severities.help')} fixed={isFixed('severities')}>
        <div className={css['toggles']} role="group" aria-label={t('settings.severities')}>
          {SEVERITIES.map((s) => <label key={s}><input type="checkbox" checked={values.severities.includes(s)} disabled={isFixed('severities')} onChange={(e) => void save({ severities: toggled(values.severities, s, e.currentTarget.checked) })} /><Glyph tone={s} size={14} silent />{t(`severity.${s}`)}</label>)}
        </div>
      </Line>
      <Line label={t('settings.environments')} help={t('settings.environments.help')} fixed={isFixed('environments')}>
        <div className={css['toggles']} role="group" aria-label={t('settings.environments')}>
          {ENVIRONMENT_KINDS.map((k) => <label key={k}><input type="checkbox" checked={values.environments.includes(k)} disabled={isFixed('environments')} onChange={(e) => void save({ environments: toggled(values.environments, k, e.currentTarget.checked) })} />{t(`environment.${k}`)}</label>)}
        </div>
      </Line>
      <Typed key={`blind ${values.blindAfter}`} id="blind-after" field="blindAfter" label={t('settings.blindAfter')} help={t('settings.blindAfter.help')} first={durationText(values.blindAfter)} values={values} fixed={isFixed('blindAfter')} onSave={save} />
      <Typed key={`storm ${values.stormAbove}`} id="storm-above" field="stormAbove" label={t('settings.stormAbove')} help={t('settings.stormAbove.help')} first={String(values.stormAbove)} values={values} fixed={isFixed('stormAbove')} onSave={save} />
      <Delivery />
      <Sounds />
      <HookTest hooks={hooks} />
      <Pause />
    </Section>
  )
}

/** A setting that is typed: kept when the field is left or Enter is pressed, with the schema's own words when it cannot be. */
const Typed = ({ id, field, label, help, first, values, fixed, onSave }: {
  readonly id: string; readonly field: 'blindAfter' | 'stormAbove'; readonly label: string; readonly help: string; readonly first: string; readonly values: Values; readonly fixed: boolean; readonly onSave: (change: Partial<Values>) => Promise<void>
}): ReactNode => {
  const [text, setText] = useState(first)
  const [error, setError] = useState<string | null>(null)
  const commit = (): void => {
    if (text.trim() === first) { setError(null); return }
    const typed = field === 'stormAbove' ? (text.trim() === '' ? NaN : Number(text)) : text.trim()
    const checked = check<Values>(notificationsSchema, { ...values, [field]: typed })
    if (!checked.ok) { setError(t('sources.form.problem', { reason: checked.problems[0]?.reason ?? '' })); return }
    setError(null)
    void onSave({ [field]: checked.value[field] })
  }
  return (
    <Line label={label} help={help} fixed={fixed} htmlFor={id}>
      <TextInput id={id} w={160} value={text} disabled={fixed} error={error} onChange={(e) => setText(e.currentTarget.value)} onBlur={commit} onKeyDown={(e) => { if (e.key === 'Enter') commit() }} />
    </Line>
  )
}

type Outcome = { readonly is: 'none' } | { readonly is: 'asking' } | { readonly is: 'shown' } | { readonly is: 'not'; readonly reason: string }

const Delivery = (): ReactNode => {
  const bridge = useBridge()
  const { delivery, mode } = useGarda(meta)
  const [outcome, setOutcome] = useState<Outcome>({ is: 'none' })
  const test = async (): Promise<void> => {
    setOutcome({ is: 'asking' })
    try {
      const { shown, detail } = await bridge.testNotification()
      setOutcome(shown ? { is: 'shown' } : { is: 'not', reason: detail })
    } catch (error) { setOutcome({ is: 'not', reason: error instanceof Error ? error.message : String(error) }) }
  }
  const by = clean(delivery.by, { max: 60 })
  const state = mode === 'demo' ? t('settings.delivery.demo') : delivery.able ? (by ? t('settings.delivery.by', { by }) : t('settings.delivery.able')) : t('settings.delivery.unable', { detail: clean(delivery.detail, { max: 300 }) })
  return (
    <Line label={t('settings.delivery')} help={<span className={delivery.able ? undefined : 'sev-unknown tone'}>{state}</span>}>
      <Button disabled={outcome.is === 'asking'} onClick={() => void test()}>{t('settings.test')}</Button>
      <span role="status" className={css['outcome']}>
        {outcome.is === 'asking' && <Waiting words={(age) => t('settings.test.asking', { age })} />}
        {outcome.is === 'shown' && <><Glyph tone="ok" size={14} silent />{t('settings.test.shown')}</>}
        {outcome.is === 'not' && <><Glyph tone="unknown" size={14} silent />{t('settings.test.not', { reason: clean(outcome.reason, { max: 300 }) })}</>}
      </span>
    </Line>
  )
}

const Pause = (): ReactNode => {
  const bridge = useBridge()
  const { pausedUntil } = useGarda(meta)
  const [{ time: zone }] = useAppearance()
  const [saving, run] = useSaving()
  const until = useTicking((now) => (pausedUntil !== null && pausedUntil > now ? moment(pausedUntil, now, zone) : null))
  return (
    <Line label={t('settings.pause')} help={until === null ? t('settings.pause.help') : <span className="sev-warning tone">{t('settings.pause.until', { time: until })}</span>}>
      {until === null ? <Button icon="pause" onClick={() => void run(() => bridge.pause(60))}>{t('settings.pause.do')}</Button> : <Button onClick={() => void run(() => bridge.pause(0))}>{t('settings.pause.resume')}</Button>}
      {saving.is === 'failed' && <span role="alert" className={css['outcome']}>{t('settings.notSaved', { reason: clean(saving.reason, { max: 300 }) })}</span>}
    </Line>
  )
}
