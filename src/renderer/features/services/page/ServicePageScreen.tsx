import type { ReactNode } from 'react'
import { ServicePage } from './ServicePage'

/** The screen of one service; `item` is its key. */
const ServicePageScreen = ({ item }: { readonly item: string | null }): ReactNode => <ServicePage serviceKey={item ?? ''} />
export default ServicePageScreen
