import { useEffect, useState, type ReactNode } from 'react'
import { t } from '@shared/text/catalogue'
import css from './dashboards.module.css'

/** Takes one file that is dropped anywhere on the window while it is mounted. */
export const DropTarget = ({ onFile }: { readonly onFile: (file: File) => void }): ReactNode => {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const has = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false
    const drag = (event: DragEvent): void => { if (has(event)) { event.preventDefault(); setOver(true) } }
    const leave = (event: DragEvent): void => { if (event.relatedTarget === null) setOver(false) }
    const drop = (event: DragEvent): void => {
      if (!has(event)) return
      event.preventDefault()
      setOver(false)
      const file = event.dataTransfer?.files[0]
      if (file) onFile(file)
    }
    window.addEventListener('dragover', drag)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => { window.removeEventListener('dragover', drag); window.removeEventListener('dragleave', leave); window.removeEventListener('drop', drop) }
  }, [onFile])
  return over && <div className={css['drop']} role="status">{t('dashboards.drop')}</div>
}
