import { Modal, PasswordInput, Textarea, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { GrafanaHit } from '@shared/domain/dashboard'
import { grafanaAddress } from '@shared/grafana/address'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { useBridge } from '../../state/garda'
import { Button, useKeys } from '../../ui'
import type { Importing } from './use-import'
import css from './dashboards.module.css'

const NOTHING: readonly [] = []

/** A dashboard as text, or out of a Grafana. */
export const ImportDialog = ({ kind, importing, onClose }: { readonly kind: 'text' | 'grafana'; readonly importing: Importing; readonly onClose: () => void }): ReactNode => {
  useKeys('dialog', NOTHING)
  return (
    <Modal opened onClose={onClose} title={t(`dashboards.import.${kind}`)} size={640} closeButtonProps={{ 'aria-label': t('common.close') }}>
      {kind === 'text' ? <FromText importing={importing} onClose={onClose} /> : <FromGrafana importing={importing} onClose={onClose} />}
    </Modal>
  )
}

type Part = { readonly importing: Importing; readonly onClose: () => void }

const FromText = ({ importing, onClose }: Part): ReactNode => {
  const bridge = useBridge()
  const [text, setText] = useState('')
  const submit = async (): Promise<void> => { if (await importing.take(() => bridge.importDashboard({ text, origin: '' }))) onClose() }
  return (
    <form className={css['form']} onSubmit={(event) => { event.preventDefault(); void submit() }}>
      <Textarea label={t('dashboards.import.json')} description={t('dashboards.import.json.help')} value={text} rows={12} spellCheck={false} data-autofocus error={importing.problem ?? undefined} onChange={(e) => setText(e.currentTarget.value)} />
      <div className={css['acts']}>
        <Button type="submit" look="primary" disabled={importing.busy || text.trim() === ''}>{t('dashboards.import.do')}</Button>
        <Button look="quiet" onClick={onClose}>{t('common.cancel')}</Button>
      </div>
    </form>
  )
}

const FromGrafana = ({ importing, onClose }: Part): ReactNode => {
  const bridge = useBridge()
  const [address, setAddress] = useState('')
  const [token, setToken] = useState('')
  const [search, setSearch] = useState('')
  const [hits, setHits] = useState<readonly GrafanaHit[] | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const given = token === '' ? null : token
  const named = grafanaAddress(address)?.uid ?? null
  const take = async (uid: string | null): Promise<void> => { if (await importing.take(() => bridge.importFromGrafana({ address, token: given, uid }))) onClose() }
  const look = async (): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      const answer = await bridge.grafanaDashboards({ address, token: given, search })
      if (answer.ok) setHits(answer.hits)
      else setProblem(clean(answer.reason, { max: 300 }))
    } catch (error) { setProblem(error instanceof Error ? error.message : String(error)) }
    setBusy(false)
  }
  return (
    <form className={css['form']} onSubmit={(event) => { event.preventDefault(); void (named === null ? look() : take(named)) }}>
      <TextInput label={t('dashboards.import.address')} description={t('dashboards.import.address.help')} value={address} spellCheck={false} autoComplete="off" data-autofocus error={problem ?? importing.problem ?? undefined} onChange={(e) => setAddress(e.currentTarget.value)} />
      <PasswordInput label={t('dashboards.import.token')} description={t('dashboards.import.token.help')} value={token} autoComplete="off" visibilityToggleButtonProps={{ 'aria-label': t('dashboards.import.token.show') }} onChange={(e) => setToken(e.currentTarget.value)} />
      {named === null && <TextInput label={t('dashboards.import.search')} value={search} spellCheck={false} onChange={(e) => setSearch(e.currentTarget.value)} />}
      <div className={css['acts']}>
        <Button type="submit" look="primary" disabled={busy || importing.busy || address.trim() === ''}>{t(named === null ? 'dashboards.import.look' : 'dashboards.import.do')}</Button>
        <Button look="quiet" onClick={onClose}>{t('common.cancel')}</Button>
      </div>
      {hits && hits.length === 0 && <p className="muted small">{t('dashboards.import.noHits')}</p>}
      {hits && hits.length > 0 && (
        <ul className={css['hits']} aria-label={t('dashboards.import.hits')}>
          {hits.map((hit) => (
            <li key={hit.uid}><button type="button" className={css['open']} disabled={importing.busy} onClick={() => { void take(hit.uid) }}>{clean(hit.title, { max: 120 }) || hit.uid}</button><span className="faint small">{clean(hit.folder, { max: 80 })}</span></li>
          ))}
        </ul>
      )}
    </form>
  )
}
