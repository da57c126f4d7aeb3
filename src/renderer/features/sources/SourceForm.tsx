import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { durationText } from '@shared/config/duration'
import type { KindManifest } from '@shared/config/fields'
import type { SourceConfig } from '@shared/config/schema'
import type { TestResult } from '@shared/contract/commands'
import { isMessageKey, t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { useBridge } from '../../state/garda'
import { Button, Panel, Segments, useKeys, Waiting } from '../../ui'
import { assemble, problemAt, type Surroundings } from './assemble'
import { withKind, type Draft } from './draft'
import { HeaderFields, OptionField } from './FormParts'
import { SecretField } from './SecretField'
import { kindName } from './words'
import css from './sources.module.css'
import { TestOutcome } from './TestOutcome'

const kindHelp = (kind: string): string => { const key = `kind.${kind}.help`; return isMessageKey(key) ? t(key) : '' }

type Busy = 'save' | 'test' | null
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

export interface SourceFormProps {
  readonly first: Draft
  /** The source that is changed; null: a new one. */
  readonly was: string | null
  readonly surroundings: Surroundings
  /** Kinds that may be chosen. */
  readonly choices: readonly KindManifest[]
  readonly demo: boolean
  readonly onSaved: (source: SourceConfig) => void
  readonly onClose: () => void
}

/** The form of a source: what all have, and what its kind declares. */
export const SourceForm = ({ first, was, surroundings, choices, demo, onSaved, onClose }: SourceFormProps): ReactNode => {
  const bridge = useBridge()
  const [draft, setDraft] = useState(first)
  const [checked, setChecked] = useState(false)
  const [busy, setBusy] = useState<Busy>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const [tested, setTested] = useState<TestResult | null>(null)
  const [leaving, setLeaving] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const kind = surroundings.kinds.find((k) => k.kind === draft.kind) ?? null
  const whole = useMemo(() => assemble(draft, surroundings), [draft, surroundings])
  const problems = checked && !whole.ok ? whole.problems : []
  const at = (...path: readonly string[]): string | undefined => problemAt(problems, ...path)
  const set = (change: Partial<Draft>): void => { setDraft((now) => ({ ...now, ...change })); setTested(null); setRefused(null) }

  useEffect(() => { form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus() }, [])
  const showProblems = (): void => {
    setChecked(true)
    window.requestAnimationFrame(() => {
      const field = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
      field?.closest('details')?.setAttribute('open', '')
      field?.focus()
    })
  }

  const save = async (): Promise<void> => {
    if (busy) return
    if (!whole.ok) { showProblems(); return }
    setBusy('save')
    setRefused(null)
    try {
      const done = await bridge.saveSource(whole.source, { was, secrets: whole.secrets })
      if (done.ok) { onSaved(whole.source); return }
      setRefused(done.reason)
    } catch (error) { setRefused(reasonOf(error)) }
    setBusy(null)
  }
  const test = async (): Promise<void> => {
    if (busy) return
    if (!whole.ok) { showProblems(); return }
    setBusy('test')
    setRefused(null)
    setTested(null)
    try { setTested(await bridge.testSource(whole.source, { was, secrets: whole.secrets })) } catch (error) { setRefused(reasonOf(error)) }
    setBusy(null)
  }
  const leave = (): void => { if (draft === first || leaving) onClose(); else setLeaving(true) }
  const group = t('shell.keys.view')
  useKeys('drawer', [
    { keys: 'Esc', label: t('sources.keys.close'), group, typing: true, run: leave },
    { keys: 'Ctrl+Enter', label: t('sources.keys.save'), group, typing: true, run: () => void save() },
    { keys: 'Alt+T', label: t('sources.keys.test'), group, typing: true, run: () => void test() }
  ])

  const what = clean(draft.name.trim() || kindName(draft.kind), { max: 80 })
  const several = kind?.address === 'urls'
  return (
    <Panel className={css['detail'] ?? ''} title={was === null ? t('sources.form.add') : t('sources.form.edit', { name: clean(was, { max: 60 }) })} end={<Button small look="quiet" icon="x" label={t('common.close')} onClick={leave}>{null}</Button>}>
      <form ref={form} className={css['form']} noValidate onSubmit={(e) => { e.preventDefault(); void save() }}>
        <div className={css['fields']}>
          {demo && <p className={css['hint']}>{t('sources.demo')}</p>}
          {was === null && choices.length > 1 && <NativeSelect label={t('sources.form.kind')} description={kindHelp(draft.kind) || undefined} value={draft.kind} data={choices.map((k) => ({ value: k.kind, label: kindName(k.kind) }))}
            onChange={(e) => { const next = choices.find((k) => k.kind === e.currentTarget.value); if (next) { setDraft((now) => withKind(now, next)); setTested(null) } }} />}
          <TextInput label={t('sources.form.name')} description={t('sources.form.name.help')} value={draft.name} error={at('name')} spellCheck={false} onChange={(e) => set({ name: e.currentTarget.value })} />
          {several && <Textarea label={t('sources.form.urls')} description={t('sources.form.urls.help')} value={draft.urls} rows={Math.max(2, draft.urls.split('\n').length)} error={at('urls') ?? at('url')} spellCheck={false} onChange={(e) => set({ urls: e.currentTarget.value })} />}
          {kind?.address === 'url' && <TextInput label={t('sources.form.url')} description={t('sources.form.url.help')} value={draft.urls} error={at('url')} spellCheck={false} inputMode="url" onChange={(e) => set({ urls: e.currentTarget.value })} />}
          {kind?.fields.map((field) => <OptionField key={field.key} field={field} value={draft.options[field.key]} error={at('options', field.key)} onChange={(value) => set({ options: { ...draft.options, [field.key]: value } })} />)}
          <div className={css['pair']}>
            <TextInput label={t('sources.form.interval')} value={draft.interval} placeholder={kind ? durationText(kind.defaultIntervalMs) : ''} error={at('interval')} onChange={(e) => set({ interval: e.currentTarget.value })} />
            <TextInput label={t('sources.form.timeout')} value={draft.timeout} placeholder={kind ? durationText(kind.defaultTimeoutMs) : ''} error={at('timeout')} onChange={(e) => set({ timeout: e.currentTarget.value })} />
          </div>
          <TextInput label={t('sources.form.environment')} description={t('sources.form.environment.help')} value={draft.environment} placeholder={t('sources.form.environment.default')} error={at('environment')} spellCheck={false} onChange={(e) => set({ environment: e.currentTarget.value })} />
        </div>
        {kind?.address !== 'none' && <>
          <details className={css['fold']} open={first.auth !== 'none' || first.headers.length > 0}>
            <summary>{t('sources.form.signIn')}<span className="faint small">{t(`sources.auth.${draft.auth}`)}</span></summary>
            <div className={css['fields']}>
              <Segments label={t('sources.form.signIn')} value={draft.auth} onChange={(auth) => set({ auth })} options={(['none', 'basic', 'bearer'] as const).map((value) => ({ value, label: t(`sources.auth.${value}`) }))} />
              {draft.auth === 'basic' && <>
                <TextInput label={t('sources.form.username')} value={draft.username} autoComplete="off" spellCheck={false} error={at('auth', 'username')} onChange={(e) => set({ username: e.currentTarget.value })} />
                <SecretField label={t('sources.form.password')} value={draft.password} error={at('auth', 'password')} onChange={(password) => set({ password })} />
              </>}
              {draft.auth === 'bearer' && <SecretField label={t('sources.form.token')} value={draft.token} error={at('auth', 'token')} onChange={(token) => set({ token })} />}
              <h3>{t('sources.form.headers')}</h3>
              <HeaderFields headers={draft.headers} problems={problems} onChange={(headers) => set({ headers })} />
            </div>
          </details>
          <details className={css['fold']} open={first.ca !== '' || first.cert !== '' || first.proxy !== 'system'}>
            <summary>{t('sources.form.network')}<span className="faint small">{t(`sources.form.proxy.${draft.proxy}.note`)}</span></summary>
            <div className={css['fields']}>
              <TextInput label={t('sources.form.ca')} description={t('sources.form.ca.help')} value={draft.ca} error={at('tls', 'ca')} spellCheck={false} onChange={(e) => set({ ca: e.currentTarget.value })} />
              <TextInput label={t('sources.form.cert')} value={draft.cert} error={at('tls', 'cert')} spellCheck={false} onChange={(e) => set({ cert: e.currentTarget.value })} />
              <TextInput label={t('sources.form.key')} value={draft.key} error={at('tls', 'key')} spellCheck={false} onChange={(e) => set({ key: e.currentTarget.value })} />
              {draft.key.trim() !== '' && <SecretField label={t('sources.form.passphrase')} value={draft.passphrase} error={at('tls', 'passphrase')} onChange={(passphrase) => set({ passphrase })} />}
              <TextInput label={t('sources.form.serverName')} description={t('sources.form.serverName.help')} value={draft.serverName} error={at('tls', 'serverName')} spellCheck={false} onChange={(e) => set({ serverName: e.currentTarget.value })} />
              <h3>{t('sources.form.proxy')}</h3>
              <Segments label={t('sources.form.proxy')} value={draft.proxy} onChange={(proxy) => set({ proxy })} options={(['system', 'none', 'address'] as const).map((value) => ({ value, label: t(`sources.form.proxy.${value}`) }))} />
              {draft.proxy === 'address' && <TextInput label={t('sources.form.proxyUrl')} value={draft.proxyUrl} error={at('proxy')} spellCheck={false} inputMode="url" description={t('sources.form.proxyUrl.help')} onChange={(e) => set({ proxyUrl: e.currentTarget.value })} />}
              {draft.proxy === 'address' && <TextInput label={t('sources.form.proxyUser')} value={draft.proxyUser} autoComplete="off" spellCheck={false} error={at('proxyAuth', 'username')} onChange={(e) => set({ proxyUser: e.currentTarget.value })} />}
              {draft.proxy === 'address' && draft.proxyUser.trim() !== '' && <SecretField label={t('sources.form.proxyPassword')} value={draft.proxyPassword} error={at('proxyAuth', 'password')} onChange={(proxyPassword) => set({ proxyPassword })} />}
            </div>
          </details>
        </>}
        <footer className={css['foot']}>
          <div role="status" className={css['said']}>
            {busy === 'test' && <Waiting words={(age) => t('sources.asking', { name: what, age })} />}
            {busy === 'save' && <Waiting words={(age) => t('sources.form.saving', { age })} />}
            {tested && <TestOutcome result={tested} name={what} />}
          </div>
          {problems.length > 0 && <p role="alert" className={css['wrong']}>{t('sources.form.wrong', { count: problems.length })}</p>}
          {refused !== null && <p role="alert" className={css['wrong']}>{t('sources.form.refused', { reason: clean(refused, { max: 400 }) })}</p>}
          {leaving
            ? <div role="alert" className={css['acts']}><span className="muted small">{t('sources.form.discard.ask')}</span><Button small onClick={onClose}>{t('sources.form.discard')}</Button><Button small look="quiet" onClick={() => setLeaving(false)}>{t('sources.form.discard.not')}</Button></div>
            : <div className={css['acts']}>
                <Button look="primary" type="submit" keys="Ctrl+Enter" disabled={busy === 'save'}>{t('common.save')}</Button>
                <Button keys="Alt+T" disabled={busy !== null} onClick={() => void test()}>{t('common.test')}</Button>
                <Button look="quiet" onClick={leave}>{t('common.cancel')}</Button>
              </div>}
        </footer>
      </form>
    </Panel>
  )
}
