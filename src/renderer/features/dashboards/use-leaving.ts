import { use, useEffect, useRef, useState, type RefObject } from 'react'
import { OutletContext, type Member, type Outlet, type Sheet } from '../../charts'

export interface Leaving { readonly figure: RefObject<HTMLElement | null>; readonly out: { readonly outlet: Outlet; readonly member: Member } | null }

/** Lets a tile leave: `sheet` is called when something is to, not before. Null: it cannot. */
export const useLeaving = (sheet: (() => Sheet) | null): Leaving => {
  const outlet = use(OutletContext)
  const latest = useRef(sheet)
  useEffect(() => { latest.current = sheet })
  const figure = useRef<HTMLElement>(null)
  const [member] = useState((): Member => ({ read: () => latest.current!(), place: () => figure.current?.getBoundingClientRect() ?? null }))
  const leaves = sheet !== null
  useEffect(() => (leaves ? outlet?.join(member) : undefined), [outlet, member, leaves])
  return { figure, out: leaves && outlet ? { outlet, member } : null }
}
