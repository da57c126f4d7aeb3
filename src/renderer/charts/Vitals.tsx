import { useEffect, useState, type ReactNode } from 'react'
import type { Bridge } from '@shared/contract/bridge'
import type { SignalReading } from '@shared/domain/service'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { FigureText, useNow, useSize } from '../ui'
import { Sparkline } from './Sparkline'
import { vitalOf, VITALS, vitalSpan, type VitalId } from './vitals'

type Readings = Readonly<Partial<Record<VitalId, { readonly name: string; readonly reading: SignalReading }>>>
const WORDS = { cpu: 'welcome.cpu', memory: 'welcome.memory', disks: 'welcome.disk', network: 'welcome.network' } as const
const STEP_MS = 5_000
const HEIGHT = 56
const GAP = 12

export interface VitalsProps {
  readonly bridge: Pick<Bridge, 'panels' | 'series'>
  /** Its service; null until that is known. */
  readonly service: string | null
  /** When its source last answered, ms; null: never. */
  readonly at: number | null
  readonly stale: boolean
  /** When Garda began to watch, ms: nothing was seen before. */
  readonly startedAt: number
}

/** The four figures of a computer, read anew at each of its answers. */
const useVitals = (bridge: VitalsProps['bridge'], service: string | null, answeredAt: number | null, span: number): Readings => {
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

/** What a computer does now: processor, memory, fullest disk and network, each with its last minutes. */
export const Vitals = ({ bridge, service, at, stale, startedAt }: VitalsProps): ReactNode => {
  const now = useNow(STEP_MS)
  const span = vitalSpan(startedAt, now)
  const readings = useVitals(bridge, service, at, span)
  const [ref, size] = useSize()
  const width = Math.max(60, Math.floor(((size?.width ?? 560) - GAP * (VITALS.length - 1)) / VITALS.length))
  const known = VITALS.some((v) => readings[v.id])
  return (
    <>
      {!known && <p className="muted">{t('welcome.computer.waiting')}</p>}
      <ul className="g-vitals" ref={ref}>
        {VITALS.map((v) => {
          const vital = readings[v.id]
          return vital && (
            <li key={v.id}>
              <span className="caption clip">{t(WORDS[v.id])}{v.id === 'disks' && ` ${clean(vital.name, { max: 40 })}`}</span>
              <p className={stale ? 'sev-unknown tone' : undefined}><FigureText value={vital.reading.value} unit={v.unit} /></p>
              <Sparkline reading={vital.reading} signal={v.signal} from={now - span} to={now} width={width} height={HEIGHT} lapsedAt={stale ? at : null} />
            </li>
          )
        })}
      </ul>
    </>
  )
}
