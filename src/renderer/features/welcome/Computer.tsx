import { useEffect, useState, type ReactNode } from 'react'
import type { SignalReading } from '@shared/domain/service'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { Sparkline } from '../../charts'
import { useBridge, useFresh, useGarda } from '../../state/garda'
import { Button, DataAge, FigureText, Icon, Panel, useNow, useSize } from '../../ui'
import { ownComputer, vitalOf, VITALS, vitalSpan, type VitalId } from './computer'
import css from './welcome.module.css'

const select = { computer: (s: AppState) => JSON.stringify(ownComputer(s)), ages: (s: AppState) => s.ages, mode: (s: AppState) => s.meta.mode, startedAt: (s: AppState) => s.meta.startedAt }
type Readings = Readonly<Partial<Record<VitalId, { readonly name: string; readonly reading: SignalReading }>>>
const WORDS = { cpu: 'welcome.cpu', memory: 'welcome.memory', disks: 'welcome.disk', network: 'welcome.network' } as const
const STEP_MS = 5_000

/** The four figures of this computer, read anew at each of its answers. */
const useVitals = (service: string | null, answeredAt: number | null, span: number): Readings => {
  const bridge = useBridge()
  const [readings, setReadings] = useState<Readings>({})
  useEffect(() => {
    if (service === null || answeredAt === null) return
    let here = true
    const ask = async (): Promise<void> => {
      const { panels } = await bridge.panels(service)
      const found = await Promise.all(VITALS.filter((v) => panels.some((p) => p.id === v.id)).map(async (v) => {
        const answer = await bridge.series({ service, panel: v.id, from: answeredAt - span, to: answeredAt, width: 400 })
        const vital = answer.ok ? vitalOf(v.id, v.unit, answer.data) : null
        return vital ? [[v.id, vital] as const] : []
      }))
      if (here) setReadings(Object.fromEntries(found.flat()))
    }
    // a figure that could not be read is not drawn; the next answer tries again
    ask().catch(() => { if (here) setReadings({}) })
    return () => { here = false }
  }, [bridge, service, answeredAt, span])
  return readings
}

/** This computer is watched from the first moment: four real figures, and a way to see one notification. */
export const Computer = ({ said, onTest }: { readonly said: ReactNode; readonly onTest: () => void }): ReactNode => {
  const known = JSON.parse(useGarda(select.computer)) as ReturnType<typeof ownComputer>
  const ages = useGarda(select.ages)
  const mode = useGarda(select.mode)
  const fresh = useFresh()
  const now = useNow(STEP_MS)
  const at = known ? (ages[known.source]?.successAt ?? null) : null
  const span = vitalSpan(useGarda(select.startedAt), now)
  const readings = useVitals(known?.service ?? null, at, span)
  const [ref, size] = useSize()
  const stale = known === null || !fresh.has(known.source)
  const width = Math.max(60, Math.floor(((size?.width ?? 560) - 36) / 4))
  return (
    <Panel className={css['card'] ?? ''}>
      <header><Icon name="pc" /><h2>{t(known ? 'welcome.computer' : 'welcome.computer.off')}</h2>{known && at !== null && <span className={css['end']}><DataAge source={t('kind.this-computer')} at={at} stale={stale} /></span>}</header>
      {!known && <p className="muted">{t(mode === 'demo' ? 'welcome.computer.demo' : 'welcome.computer.off.body')}</p>}
      {known && VITALS.every((v) => !readings[v.id]) && <p className="muted">{t('welcome.computer.waiting')}</p>}
      <ul className={css['vitals']} ref={ref}>
        {VITALS.map((v) => {
          const vital = readings[v.id]
          return vital && (
            <li key={v.id}>
              <span className="caption clip">{t(WORDS[v.id])}{v.id === 'disks' && ` ${clean(vital.name, { max: 40 })}`}</span>
              <p className={stale ? 'sev-unknown tone' : undefined}><FigureText value={vital.reading.value} unit={v.unit} /></p>
              <Sparkline reading={vital.reading} signal={v.signal} from={now - span} to={now} width={width} height={56} lapsedAt={stale ? at : null} />
            </li>
          )
        })}
      </ul>
      <footer>
        <span className="small muted">{t('welcome.try')}</span><Button small keys="Alt+T" onClick={onTest}>{t('welcome.try.do')}</Button>
        <span role="status" className="small muted">{said}</span>
      </footer>
    </Panel>
  )
}
