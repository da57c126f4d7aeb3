import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const varint = (n: number): readonly number[] => (n < 128 ? [n] : [(n % 128) + 128, ...varint(Math.floor(n / 128))])
const zigzag = (n: number): readonly number[] => varint(n < 0 ? -2 * n - 1 : 2 * n)
const field = (number: number, type: 0 | 1 | 2, bytes: readonly number[]): readonly number[] => [...varint(number * 8 + type), ...bytes]
const nested = (number: number, bytes: readonly number[]): readonly number[] => field(number, 2, [...varint(bytes.length), ...bytes])
const text = (number: number, value: string): readonly number[] => nested(number, [...Buffer.from(value)])
const double = (number: number, value: number): readonly number[] => {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleLE(value)
  return field(number, 1, [...bytes])
}

/** A metric family `name` of io.prometheus.client, delimited: one native histogram of schema 0 with five samples in (1, 2] and (2, 4]. */
const family = (name: string): readonly number[] => {
  const histogram = [
    ...field(1, 0, varint(5)), ...double(2, 9.5), ...field(5, 0, zigzag(0)), ...double(6, 1e-9), ...field(7, 0, varint(0)),
    ...nested(12, [...field(1, 0, zigzag(1)), ...field(2, 0, varint(2))]), ...field(13, 0, zigzag(3)), ...field(13, 0, zigzag(-1))
  ]
  const message = [...text(1, name), ...field(3, 0, varint(4)), ...nested(4, nested(7, histogram))]
  return [...varint(message.length), ...message]
}

/** A scrape target that exposes one native histogram. The Prometheus that scrapes it needs `--enable-feature=native-histograms`. */
export const startHistogramExporter = async (name: string): Promise<{ readonly target: string; readonly stop: () => Promise<void> }> => {
  const body = Buffer.from(family(name))
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited')
    response.end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    target: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => { server.closeAllConnections(); server.close(); await once(server, 'close') }
  }
}
