import { Component, type ErrorInfo, type ReactNode } from 'react'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { Button } from './Button'
import css from './ui.module.css'

interface Props { readonly what: string; readonly children: ReactNode; readonly onError?: (error: unknown, info: ErrorInfo) => void }
interface State { readonly message: string | null }

/** Says what could not be drawn and why, in the place where it would have been; all around it stays. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { message: null }

  static getDerivedStateFromError(error: unknown): State {
    return { message: error instanceof Error ? error.message : String(error) }
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    this.props.onError?.(error, info)
  }

  override render(): ReactNode {
    if (this.state.message === null) return this.props.children
    return (
      <div role="alert" className={`${css['panel']} ${css['broken']} sev-unknown`}>
        <div className={css['proof']}>
          <span />
          <div><h3>{t('shell.broken.title', { what: this.props.what })}</h3><p>{t('shell.broken.body', { message: clean(this.state.message, { max: 500 }) })}</p></div>
          <Button onClick={() => this.setState({ message: null })}>{t('shell.broken.again')}</Button>
        </div>
      </div>
    )
  }
}
