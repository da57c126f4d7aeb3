import { TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { Line } from './Section'
import { useTyped } from './use-typed'

/** A setting that is typed, in a line of its own. */
export const TypedField = ({ id, label, help, first, onKeep }: {
  readonly id: string; readonly label: string; readonly help?: string; readonly first: string; readonly onKeep: (text: string) => string | null
}): ReactNode => {
  const typed = useTyped(first, onKeep)
  return <Line label={label} {...(help === undefined ? {} : { help })} htmlFor={id}><TextInput id={id} w={240} {...typed} /></Line>
}
