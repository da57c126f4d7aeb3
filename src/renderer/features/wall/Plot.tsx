import { useMemo, type CSSProperties, type ReactNode } from 'react'
import { useSize, type Tone } from '../../ui'
import { graphScale, type Frame } from './measures'
import css from './wall.module.css'

interface PlotProps {
  readonly frame: Frame
  readonly caption: ReactNode
  readonly tone?: Tone
  /** Draws into so many pixels, which are shown `scale` times as large. */
  readonly children: (place: { readonly width: number; readonly height: number; readonly asked: number }) => ReactNode
}

/** A place for one graph, whose type is as large as the wall's. */
export const Plot = ({ frame, caption, children }: PlotProps): ReactNode => {
  const [ref, size] = useSize()
  const scale = graphScale(frame)
  const style = useMemo((): CSSProperties => ({ zoom: scale }), [scale])
  const width = size === null ? 0 : Math.floor(size.width / scale)
  const height = size === null ? 0 : Math.floor(size.height / scale)
  return (
    <figure className={css['figure']}>
      <figcaption>{caption}</figcaption>
      <div className={css['plot']} ref={ref}>{width > 0 && height > 0 && <div className={css['scaled']} style={style}>{children({ width, height, asked: Math.floor(size?.width ?? 0) })}</div>}</div>
    </figure>
  )
}
