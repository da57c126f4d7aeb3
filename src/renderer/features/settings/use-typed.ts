import { useState } from 'react'
import { t } from '@shared/text/catalogue'

/** What a field that is typed into needs of it, as its input takes it. */
interface Typed {
  readonly value: string
  readonly error: string | null
  readonly spellCheck: false
  readonly autoComplete: 'off'
  readonly onChange: (event: { readonly currentTarget: { readonly value: string } }) => void
  readonly onBlur: () => void
  readonly onKeyDown: (event: { readonly key: string }) => void
}

/** A setting that is typed: kept when its field is left or Enter is pressed. `first`: what is kept now; `onKeep` answers why the text cannot be; null: it is kept. */
export const useTyped = (first: string, onKeep: (text: string) => string | null): Typed => {
  const [value, setValue] = useState(first)
  const [error, setError] = useState<string | null>(null)
  const commit = (): void => {
    const typed = value.trim()
    const reason = typed === first ? null : onKeep(typed)
    setError(reason === null ? null : t('sources.form.problem', { reason }))
  }
  return {
    value, error, spellCheck: false, autoComplete: 'off', onChange: (event) => { setValue(event.currentTarget.value) }, onBlur: commit,
    onKeyDown: (event) => { if (event.key === 'Enter') commit() }
  }
}
