import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Bridge } from '@shared/contract/bridge'
import { useTicks } from './garda'
import { createSeriesAsker, type Series, type Wanted } from './series-asker'
import { useSlots } from './slots'

/** What is known of one panel's samples, asked for as `wanted` says; null: nothing is asked. */
export const useSeries = (bridge: Pick<Bridge, 'series'>, wanted: Wanted | null): Series => {
  const { now } = useTicks()
  const slots = useSlots('panel')
  const [asker] = useState(() => createSeriesAsker({ ask: (query) => bridge.series({ ...query, slot: slots.of('series') }), now }))
  useEffect(() => { if (wanted) asker.want(wanted) }, [asker, wanted])
  useEffect(() => asker.stop, [asker])
  return useSyncExternalStore(asker.subscribe, asker.get)
}
