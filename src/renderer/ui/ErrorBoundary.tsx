import { Component, type ErrorInfo, type ReactNode } from 'react'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { Button } from './Button'
import css from './ui.module.css'

interface Props {
  readonly what: string
  readonly children: ReactNode
  readonly onError?: (error: unknown, info: ErrorInfo) => void
  /** What could not be drawn is tried again when this changes. */
  readonly turn?: number
  /** Stands in its place instead of the usual words. */
  readonly instead?: (message: string) => ReactNode
}
interface State { readonly message: string | null; readonly turn: number | undefined }

/** Says what could not be drawn and why, in the place where it would have been; all around it stays. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { message: null, turn: this.props.turn }

  static getDerivedStateFromError(error: unknown): Pick<State, 'message'> {
    return { message: error instanceof Error ? error.message : String(error) }
  }

  static getDerivedStateFromProps({ turn }: Props, state: State): State | null {
    return turn === state.turn ? null : { message: null, turn }
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    this.props.onError?.(error, info)
  }

  override render(): ReactNode {
    const { message } = this.state
    if (message === null) return this.props.children
    const reason = clean(message, { max: 500 })
    if (this.props.instead) return this.props.instead(reason)
    return (
      <div role="alert" className={`${css['panel']} ${css['broken']} sev-unknown`}>
        <div className={css['proof']}>
          <span />
          <div><h3>{t('shell.broken.title', { what: this.props.what })}</h3><p>{t('shell.broken.body', { message: reason })}</p></div>
          <Button onClick={() => this.setState({ message: null })}>{t('shell.broken.again')}</Button>
        </div>
      </div>
    )
  }
}
