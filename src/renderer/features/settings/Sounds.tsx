import { useCallback, useEffect, useState, type ReactNode } from 'react'
import type { CommandResults } from '@shared/contract/commands'
import type { Severity } from '@shared/domain/severity'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { useBridge } from '../../state/garda'
import { Button, Glyph, Waiting } from '../../ui'
import { Line } from './Section'
import css from './settings.module.css'

/** Those that wake or call people. */
const HEARD: readonly Severity[] = ['critical', 'warning', 'unknown']

type Ability = { readonly is: 'asking' } | { readonly is: 'known'; readonly ability: CommandResults['soundAble'] } | { readonly is: 'unasked'; readonly reason: string }
type Outcome = { readonly is: 'none' } | { readonly is: 'playing' } | { readonly is: 'played' } | { readonly is: 'not'; readonly reason: string }

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Whether sounds can be heard, and what each means. */
export const Sounds = (): ReactNode => {
  const bridge = useBridge()
  const [ability, setAbility] = useState<Ability>({ is: 'asking' })
  const [outcome, setOutcome] = useState<Outcome>({ is: 'none' })
  const ask = useCallback(async (): Promise<void> => {
    try { setAbility({ is: 'known', ability: await bridge.soundAble() }) } catch (error) { setAbility({ is: 'unasked', reason: reasonOf(error) }) }
  }, [bridge])
  useEffect(() => { void ask() }, [ask])
  const hear = async (severity: Severity): Promise<void> => {
    setOutcome({ is: 'playing' })
    try {
      const { heard, detail } = await bridge.testSound({ severity })
      setOutcome(heard ? { is: 'played' } : { is: 'not', reason: detail })
    } catch (error) { setOutcome({ is: 'not', reason: reasonOf(error) }) }
    await ask()
  }
  const able = ability.is === 'asking' || (ability.is === 'known' && ability.ability.able)
  return (
    <Line label={t('settings.sound')} help={<span className={able ? undefined : 'sev-unknown tone'}>{abilityText(ability)}</span>}>
      <div className={css['control']} role="group" aria-label={t('settings.sound')}>
        {HEARD.map((severity) => (
          <Button key={severity} disabled={outcome.is === 'playing'} label={t('settings.sound.hear', { severity: t(`severity.${severity}`) })} onClick={() => void hear(severity)}>
            <Glyph tone={severity} size={14} silent />{t(`severity.${severity}`)}
          </Button>
        ))}
      </div>
      <span role="status" className={css['outcome']}>
        {outcome.is === 'playing' && <Waiting words={(age) => t('settings.sound.playing', { age })} />}
        {outcome.is === 'played' && <><Glyph tone="ok" size={14} silent />{t('settings.sound.played')}</>}
        {outcome.is === 'not' && <><Glyph tone="unknown" size={14} silent />{t('settings.sound.not', { reason: clean(outcome.reason, { max: 300 }) })}</>}
      </span>
    </Line>
  )
}

const abilityText = (ability: Ability): string => {
  if (ability.is === 'asking') return t('settings.sound.asking')
  if (ability.is === 'unasked') return t('settings.sound.unasked', { reason: clean(ability.reason, { max: 300 }) })
  const [by, detail] = [clean(ability.ability.by, { max: 60 }), clean(ability.ability.detail, { max: 300 })]
  if (!ability.ability.able) return t('settings.sound.unable', { detail })
  // nothing is claimed of what has no name, as where sounds are not played at all
  if (by === '') return t('settings.sound.unasked', { reason: t('settings.sound.unnamed') })
  return detail === '' ? t('settings.sound.by', { by }) : t('settings.sound.but', { by, detail })
}
