import { wallSchema } from '../config/walls'
import type { CommandArgs } from '../contract/commands'
import type { WallsView } from '../domain/display'
import { t } from './catalogue'
import { clean } from './clean'

/** What the palette, the tray and the menu offer to do with walls, in words. */
export interface WallOffer { readonly label: string; /** One after the other. */ readonly acts: readonly CommandArgs<'wall'>[0][] }

/** Opens each that is closed, closes all that are open; where there is none, begins one on a display beside the main one. */
export const wallOffers = ({ walls, displays }: WallsView): readonly WallOffer[] => {
  if (walls.length === 0) {
    return displays.filter((d) => !d.primary).map(({ name }) => ({
      label: t('wall.offer.first', { display: clean(name, { max: 80 }) }), acts: [{ do: 'save', wall: wallSchema.parse({ name: t('settings.walls.name.new', { n: 1 }), display: name }), was: null }]
    }))
  }
  const open = walls.filter(({ waits }) => waits !== 'off')
  return [
    ...walls.filter(({ waits }) => waits === 'off').map(({ name }): WallOffer => ({ label: t('wall.offer.open', { name: clean(name, { max: 80 }) }), acts: [{ do: 'open', name }] })),
    ...(open.length === 0 ? [] : [{ label: t('wall.offer.close', { count: open.length }), acts: open.map(({ name }) => ({ do: 'close', name }) as const) }])
  ]
}
