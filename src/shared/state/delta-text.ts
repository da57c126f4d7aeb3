import type { StateDelta } from './delta'

/**
 * A delta as text. Ten thousand rows copied object by object from main to the window hold both for the better part of a second;
 * as text they cross at once. A number that is none (an infinite ratio) arrives as null: no number, never a good one.
 */
export type DeltaText = string & { readonly __delta: true }

export const deltaText = (delta: StateDelta): DeltaText => JSON.stringify(delta) as DeltaText

export const readDelta = (text: DeltaText): StateDelta => JSON.parse(text) as StateDelta
