import type { ReactNode } from 'react'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import type { AppState } from '@shared/state/app-state'
import { useSignIn } from '../../state/sign-in'
import { failingText } from '../../state/select/source-words'
import { useGo } from '../../state/view'
import { Glyph, TextButton, useTicking } from '../../ui'
import type { BlindSource } from './blind'
import css from './overview.module.css'

const MOST = 2

/** Why services are unknown, and when that may end: the cause belongs where its effect is seen. */
export const BlindSources = ({ blind, ages }: { readonly blind: readonly BlindSource[]; readonly ages: AppState['ages'] }): ReactNode => {
  const go = useGo()
  if (blind.length === 0) return null
  return (
    <ul className={`${css['blind']} sev-unknown`} aria-label={t('overview.blind')}>
      {blind.slice(0, MOST).map((one) => <Line key={one.source.id} blind={one} nextAt={ages[one.source.id]?.nextAt ?? null} />)}
      {blind.length > MOST && <li><span /><TextButton onClick={() => go({ view: 'sources', item: null })}>{t('overview.blind.more', { count: blind.length - MOST })}</TextButton></li>}
    </ul>
  )
}

const Line = ({ blind: { source, services }, nextAt }: { readonly blind: BlindSource; readonly nextAt: number | null }): ReactNode => {
  const go = useGo()
  const signing = useSignIn(source)
  const words = useTicking((now) => failingText(source, { nextAt }, now))
  return (
    <li><Glyph tone="unknown" />
      <p>
        <b>{services > 0 ? t('overview.blind.services', { count: services }) : t('signIn.needed')}</b> {words}
        {signing.open && <> {t('signIn.open', { source: clean(source.name, { max: 80 }) })}</>}
        {signing.refused !== null && <> <b role="alert">{clean(signing.refused, { max: 400 })}</b></>}
      </p>
      <span>
        {signing.offered && <><TextButton onClick={() => void signing.signIn()}>{t('signIn.do')}</TextButton>{' '}</>}
        <TextButton onClick={() => go({ view: 'sources', item: source.id })}>{t('overview.blind.open')}</TextButton>
      </span>
    </li>
  )
}
