import { TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { t } from '@shared/text/catalogue'
import { Line } from './Section'

/** A setting that is typed: kept when the field is left or Enter is pressed. `onKeep` answers why it cannot be; null: it is kept. */
export const TypedField = ({ id, label, help, first, onKeep }: {
  readonly id: string; readonly label: string; readonly help?: string; readonly first: string; readonly onKeep: (text: string) => string | null
}): ReactNode => {
  const [text, setText] = useState(first)
  const [error, setError] = useState<string | null>(null)
  const commit = (): void => {
    const typed = text.trim()
    const reason = typed === first ? null : onKeep(typed)
    setError(reason === null ? null : t('sources.form.problem', { reason }))
  }
  return (
    <Line label={label} {...(help === undefined ? {} : { help })} htmlFor={id}>
      <TextInput id={id} w={240} value={text} error={error} spellCheck={false} autoComplete="off" onChange={(e) => setText(e.currentTarget.value)} onBlur={commit} onKeyDown={(e) => { if (e.key === 'Enter') commit() }} />
    </Line>
  )
}
