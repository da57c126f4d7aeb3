import { useMemo, type CSSProperties, type ReactNode } from 'react'
import type { Environment } from '@shared/domain/environment'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { useFresh, useGarda } from '../../state/garda'
import { Mending, mendingWords, useSize } from '../../ui'
import { Asking } from './Asking'
import { Low } from './Boards'
import { Data } from './Data'
import { frameOf, type Frame } from './measures'
import { callingPages } from './rotation'
import { useEnvironmentMeant, type Watched } from './use-watched'
import css from './wall.module.css'

const select = { pages: (s: AppState) => s.pages }

/** In place of a board that cannot be drawn: the state above it, who is paged, and how old the data is. */
export const BrokenBoard = ({ watched, frame, what, message }: { readonly watched: Watched; readonly frame: Frame; readonly what: string; readonly message: string }): ReactNode => (
  <Low watched={watched} frame={frame}>
    <Asking calls={watched.calls} />
    <div className={css['absent']} role="alert"><h2 className="display">{t('shell.broken.title', { what })}</h2><p>{mendingWords(message)}</p></div>
  </Low>
)

/** What is written of the environment, and those that are known. */
interface Meant { readonly environment: string | null; readonly known: readonly Environment[] }
/** A wall that is tried again when it cannot be drawn. Meanwhile, as far as that can be drawn, what asks and how old the data is; nothing on it looks well. */
export const Whole = ({ environment, known, children }: Meant & { readonly children: ReactNode }): ReactNode => (
  <Mending what={t('wall.broken')} instead={(message) => (
    <Mending what={t('wall.broken')} instead={() => <BrokenWall message={message} />}><BrokenWall message={message}><Known environment={environment} known={known} /></BrokenWall></Mending>
  )}>{children}</Mending>
)

const BrokenWall = ({ message, children }: { readonly message: string; readonly children?: ReactNode }): ReactNode => {
  const [ref, size] = useSize()
  const { unit } = frameOf(size ?? { width: 1920, height: 1080 })
  return (
    <main className={css['wall']} ref={ref} data-blind data-board="broken" style={{ '--u': `${unit}px` } as CSSProperties}>
      <div className={css['absent']}><h1 className="display">{t('shell.broken.title', { what: t('wall.broken') })}</h1><p>{clean(mendingWords(message), { max: 300 })}</p>{children}</div>
    </main>
  )
}

/** What asks for somebody, and how old the data is, where a wall has nothing else to say. */
export const Known = ({ environment: written, known }: Meant): ReactNode => {
  const pages = useGarda(select.pages)
  const fresh = useFresh()
  const environment = useEnvironmentMeant(written, known)
  const calls = useMemo(() => callingPages(pages, environment), [pages, environment])
  return <><Asking calls={calls} /><footer className={css['foot']}><Data fresh={fresh} /></footer></>
}
