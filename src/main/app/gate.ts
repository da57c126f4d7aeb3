import type { HttpClient, HttpLimits, HttpRequest, HttpResponse } from '../ports/http'

/** What a server is asked at a time for graphs. More makes it slower for everybody. */
const MOST_AT_ONCE = 6

/** For questions that only read. */
export interface Gate {
  /**
   * The same way to the network with a gate in it: six requests at a time, identical ones in flight are one. Whoever gives up leaves the others
   * theirs; what nobody waits for any more is called off. A request's deadline begins when it goes out, not while it stands in line.
   * @param urgent goes before all that stand in line
   */
  readonly through: (client: HttpClient, urgent: boolean) => HttpClient
}

interface Flight { readonly abort: AbortController; readonly answer: Promise<HttpResponse>; readonly begin: () => Promise<unknown>; waiting: number }

export const createGate = (most = MOST_AT_ONCE): Gate => {
  const lanes = new WeakMap<HttpClient, ReturnType<typeof createLane>>()
  return {
    through: (client, urgent) => {
      const lane = lanes.get(client) ?? createLane(client, most)
      lanes.set(client, lane)
      return { ...client, request: (request, limits) => lane(request, limits, urgent), redact: (text) => client.redact(text), reset: () => client.reset(), close: () => client.close() }
    }
  }
}

const createLane = (client: HttpClient, most: number): ((request: HttpRequest, limits: HttpLimits, urgent: boolean) => Promise<HttpResponse>) => {
  const flights = new Map<string, Flight>()
  let line: readonly Flight[] = []
  let out = 0

  const admit = (): void => {
    while (out < most) {
      const [first, ...rest] = line
      if (!first) return
      line = rest
      out++
      const back = (): void => { out--; admit() }
      first.begin().then(back, back)
    }
  }
  const takeOff = (key: string, request: HttpRequest, limits: HttpLimits): Flight => {
    const abort = new AbortController()
    let land: (answer: Promise<HttpResponse>) => void = () => undefined
    const answer = new Promise<HttpResponse>((resolve) => { land = resolve })
    const begin = (): Promise<HttpResponse> => {
      const asked = client.request(request, { ...limits, signal: abort.signal }).finally(() => { if (flights.get(key) === flight) flights.delete(key) })
      land(asked)
      return asked
    }
    const flight: Flight = { abort, answer, begin, waiting: 0 }
    flights.set(key, flight)
    return flight
  }
  const leave = (key: string, flight: Flight, reason: unknown): void => {
    if (--flight.waiting > 0) return
    if (flights.get(key) === flight) flights.delete(key)
    line = line.filter((one) => one !== flight)
    flight.abort.abort(reason)
  }

  return (request, limits, urgent) => new Promise((resolve, reject) => {
    limits.signal.throwIfAborted()
    const key = JSON.stringify([request.method ?? 'GET', request.url, request.headers ?? {}, request.body ?? ''])
    const known = flights.get(key)
    const flight = known ?? takeOff(key, request, limits)
    flight.waiting++
    const giveUp = (): void => { reject(limits.signal.reason as Error); leave(key, flight, limits.signal.reason) }
    const done = (): void => { limits.signal.removeEventListener('abort', giveUp) }
    limits.signal.addEventListener('abort', giveUp, { once: true })
    flight.answer.then((response) => { done(); resolve(response) }, (thrown: unknown) => { done(); reject(thrown) })
    if (!known || (urgent && line.includes(flight))) {
      const others = line.filter((one) => one !== flight)
      line = urgent ? [flight, ...others] : [...others, flight]
    }
    admit()
  })
}
