import type { Pattern, Sound, SoundRequest } from '../../src/main/ports/sound'

export interface FakeSound extends Sound {
  /** Every sound that began, in order. */
  readonly played: readonly SoundRequest[]
  /** Why the next ones cannot be heard; null: they can. */
  refusal: string | null
  /** From now on a sound lasts until `finish`. */
  hold(): void
  finish(): void
}

/** A loudspeaker that writes down what it is given. */
export const fakeSound = (): FakeSound => {
  const played: SoundRequest[] = []
  const playing = new Set<Pattern>()
  let held: { readonly end: Promise<void>; readonly finish: () => void } | null = null
  let disposed = false
  const over = (): boolean => disposed
  const finish = (): void => { held?.finish(); held = null }
  return {
    played,
    refusal: null,
    hold: () => {
      let resolve = (): void => undefined
      held = { end: new Promise<void>((done) => { resolve = done }), finish: () => { resolve() } }
    },
    finish,
    async play(request) {
      if (over()) return { played: false, detail: 'disposed' }
      if (this.refusal !== null) return { played: false, detail: this.refusal }
      if (playing.has(request.pattern)) return { played: false, detail: 'playing already' }
      played.push(request)
      playing.add(request.pattern)
      await held?.end
      playing.delete(request.pattern)
      return over() ? { played: false, detail: 'disposed' } : { played: true }
    },
    async able() {
      const detail = over() ? 'disposed' : this.refusal
      return detail === null ? { able: true, by: 'fake', detail: '' } : { able: false, by: '', detail }
    },
    dispose: () => { disposed = true; finish() }
  }
}
