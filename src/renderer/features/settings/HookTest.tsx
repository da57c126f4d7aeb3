import { useState, type ReactNode } from 'react'
import type { HooksConfig } from '@shared/config/paging'
import type { CommandResults } from '@shared/contract/commands'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { useBridge } from '../../state/garda'
import { Button, Glyph, Waiting } from '../../ui'
import { Line } from './Section'
import css from './settings.module.css'

type Run = CommandResults['testHook']['runs'][number]
type Outcome = { readonly is: 'none' } | { readonly is: 'running' } | { readonly is: 'ran'; readonly runs: readonly Run[] } | { readonly is: 'not'; readonly reason: string }
const words = (text: string): string => clean(text, { max: 300 })

/** What takes pages to a phone or a colleague, and whether it does; nothing where there is none. */
export const HookTest = ({ hooks: { command, webhook } }: { readonly hooks: HooksConfig }): ReactNode => {
  const bridge = useBridge()
  const [outcome, setOutcome] = useState<Outcome>({ is: 'none' })
  if (!command && !webhook) return null
  const test = async (): Promise<void> => {
    setOutcome({ is: 'running' })
    try {
      const { runs } = await bridge.testHook()
      setOutcome({ is: 'ran', runs })
    } catch (error) { setOutcome({ is: 'not', reason: error instanceof Error ? error.message : String(error) }) }
  }
  const where = [...(command ? [t('settings.hook.command', { path: words(command.path) })] : []), ...(webhook ? [t('settings.hook.webhook', { host: words(new URL(webhook.url).host) })] : [])]
  return (
    <Line label={t('settings.hook')} help={where.join(' ')}>
      <Button disabled={outcome.is === 'running'} onClick={() => void test()}>{t('settings.hook.test')}</Button>
      <span role="status" className={css['outcome']}>
        {outcome.is === 'running' && <Waiting words={(age) => t('settings.hook.asking', { age })} />}
        {outcome.is === 'ran' && outcome.runs.map(({ hook, ok, detail }) => (
          <span key={hook} className={css['outcome']}><Glyph tone={ok ? 'ok' : 'warning'} size={14} silent />{ok ? t('settings.hook.ok', { hook }) : t('settings.hook.not', { hook, reason: words(detail) })}</span>
        ))}
        {outcome.is === 'ran' && outcome.runs.length === 0 && <><Glyph tone="unknown" size={14} silent />{t('settings.hook.none')}</>}
        {outcome.is === 'not' && <><Glyph tone="unknown" size={14} silent />{t('settings.hook.unasked', { reason: words(outcome.reason) })}</>}
      </span>
    </Line>
  )
}
