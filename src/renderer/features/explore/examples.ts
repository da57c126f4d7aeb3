/** A question that this source can answer; `title` is a key of the catalogue. */
export interface Example { readonly title: 'up' | 'requests' | 'latency' | 'cpu' | 'memory' | 'disk' | 'restarts' | 'metric'; readonly expression: string }

interface Recipe { readonly title: Example['title']; readonly needs: RegExp; readonly write: (metric: string) => string }

/** What an on-call person asks first, where the metrics for it exist. */
const RECIPES: readonly Recipe[] = [
  { title: 'up', needs: /^up$/, write: () => 'sum by (job) (up)' },
  { title: 'requests', needs: /^(http_requests_total|http_server_requests_total|http_server_request_duration_seconds_count|http_request_duration_seconds_count|prometheus_http_requests_total)$/, write: (m) => `sum by (job) (rate(${m}[5m]))` },
  { title: 'latency', needs: /^(http_server_request_duration_seconds_bucket|http_request_duration_seconds_bucket|prometheus_http_request_duration_seconds_bucket)$/, write: (m) => `histogram_quantile(0.95, sum by (le) (rate(${m}[5m])))` },
  { title: 'cpu', needs: /^process_cpu_seconds_total$/, write: (m) => `sum by (job) (rate(${m}[5m]))` },
  { title: 'memory', needs: /^process_resident_memory_bytes$/, write: (m) => `max by (job) (${m})` },
  { title: 'disk', needs: /^node_filesystem_avail_bytes$/, write: (m) => `min by (instance) (${m} / node_filesystem_size_bytes)` },
  { title: 'restarts', needs: /^process_start_time_seconds$/, write: (m) => `time() - max by (job) (${m})` }
]
const MOST = 6

/** Useful questions for a source that has these metrics; where none is known by name, its first metrics. */
export const examplesFor = (metrics: readonly string[]): readonly Example[] => {
  const found = RECIPES.flatMap(({ title, needs, write }): readonly Example[] => {
    const metric = metrics.find((name) => needs.test(name))
    return metric === undefined ? [] : [{ title, expression: write(metric) }]
  })
  const plain = metrics.filter((name) => /^[a-zA-Z_:][\w:]*$/.test(name)).slice(0, MOST)
  return found.length > 0 ? found.slice(0, MOST) : plain.map((expression) => ({ title: 'metric', expression }))
}
