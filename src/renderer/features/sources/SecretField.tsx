import { PasswordInput, TextInput } from '@mantine/core'
import { useContext, useState, type ReactNode } from 'react'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { Button, Glyph, Segments } from '../../ui'
import { homeOf, homesOf, type SecretDraft } from './draft'
import { SecretPlaceContext } from './secret-place'
import css from './sources.module.css'

interface Props { readonly label: string; readonly value: SecretDraft; readonly error?: string | undefined; readonly onChange: (value: SecretDraft) => void }

/** A secret: typed into the keychain, or named where it is. What is stored is never shown. */
export const SecretField = ({ label, value, error, onChange }: Props): ReactNode => {
  const { weak, agreed } = useContext(SecretPlaceContext)
  const home = homeOf(value, weak)
  const set = (change: Partial<SecretDraft>): void => onChange({ ...value, ...change })
  const word = (of: typeof home): string => t(of === 'secret' && weak ? 'sources.form.secret.hidden' : `sources.form.secret.${of}`)
  return (
    <div className={css['secret']}>
      <Segments label={t('sources.form.secret.home', { field: label })} value={home} onChange={(to) => set({ home: to })} options={homesOf(weak).map((of) => ({ value: of, label: word(of) }))} />
      {home === 'secret' && (weak && !agreed ? <Consent error={error} /> : <Typed label={label} value={value} error={error} weak={weak} onTyped={(typed) => set({ typed })} />)}
      {home === 'env' && <TextInput label={t('sources.form.secret.env.label', { field: label })} value={value.env} spellCheck={false} error={error} onChange={(e) => set({ env: e.currentTarget.value })} />}
      {home === 'file' && <TextInput label={t('sources.form.secret.file.label', { field: label })} value={value.file} spellCheck={false} error={error} onChange={(e) => set({ file: e.currentTarget.value })} description={t('sources.form.secret.file.help')} />}
    </div>
  )
}

const Typed = ({ label, value, error, weak, onTyped }: Omit<Props, 'onChange'> & { readonly weak: boolean; readonly onTyped: (typed: string) => void }): ReactNode => (
  <PasswordInput label={label} value={value.typed} autoComplete="new-password" spellCheck={false} error={error} onChange={(e) => onTyped(e.currentTarget.value)}
    description={t(value.stored !== null ? 'sources.form.secret.kept' : weak ? 'sources.form.secret.agreed' : 'sources.form.secret.new')} placeholder={value.stored === null ? '' : t('sources.form.secret.stored')}
    visibilityToggleButtonProps={{ 'aria-label': t('sources.form.secret.show') }} />
)

/** What it means to keep a secret where there is no keychain, before anybody can type one. */
const Consent = ({ error }: { readonly error: string | undefined }): ReactNode => {
  const { agree } = useContext(SecretPlaceContext)
  const [refused, setRefused] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const choose = async (): Promise<void> => {
    setBusy(true)
    try {
      const done = await agree()
      setRefused(done.ok ? null : done.reason)
    } catch (thrown) { setRefused(thrown instanceof Error ? thrown.message : String(thrown)) }
    setBusy(false)
  }
  return (
    <div className={`${css['consent']} sev-warning`} role="group" aria-label={t('sources.form.secret.weak')}>
      <Glyph tone="warning" size={16} />
      <div>
        <p><b>{t('sources.form.secret.weak')}</b></p>
        <p>{t('sources.form.secret.means')}</p>
        {error !== undefined && <p role="alert">{t('sources.form.secret.choose')}</p>}
        {refused !== null && <p role="alert">{t('sources.refused', { reason: clean(refused, { max: 300 }) })}</p>}
        <Button small disabled={busy} onClick={() => void choose()}>{t('sources.form.secret.agree')}</Button>
      </div>
    </div>
  )
}
