import { useState } from 'react'
import type { ImportAnswer } from '@shared/domain/dashboard'
import { MOST_CHARS } from '@shared/grafana/bounds'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { useBridge } from '../../state/garda'
import { useGo } from '../../state/view'

export interface Importing {
  readonly busy: boolean
  /** Why the last import came to nothing. */
  readonly problem: string | null
  /** Goes to what was imported. */
  readonly take: (ask: () => Promise<ImportAnswer>) => Promise<boolean>
  readonly file: () => void
  readonly dropped: (file: File) => void
}

/** Every way in ends here: what cannot be read is said, what can is shown. */
export const useImport = (): Importing => {
  const bridge = useBridge()
  const go = useGo()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const take = async (ask: () => Promise<ImportAnswer>): Promise<boolean> => {
    setBusy(true)
    setProblem(null)
    let answer: ImportAnswer
    try { answer = await ask() } catch (error) { answer = { ok: false, reason: error instanceof Error ? error.message : String(error) } }
    setBusy(false)
    if (!answer.ok) setProblem(clean(answer.reason, { max: 600 }))
    else if (answer.id !== '') go({ view: 'dashboards', item: answer.id })
    return answer.ok
  }
  return {
    busy, problem, take,
    file: () => { void take(() => bridge.importDashboardFile()) },
    dropped: (file) => {
      void take(async () => {
        // not read at all when it can be no dashboard
        if (file.size > 4 * MOST_CHARS) return { ok: false, reason: t('dashboards.file.large', { name: file.name }) }
        return bridge.importDashboard({ text: (await file.text()).slice(0, MOST_CHARS + 1), origin: file.name.slice(0, 300) })
      })
    }
  }
}
