import { check, pathText } from '@shared/config/problems'
import { packSchema, type Pack } from '@shared/config/packs'
import alertmanager from '../../../../resources/packs/alertmanager.json'
import blackbox from '../../../../resources/packs/blackbox.json'
import cadvisor from '../../../../resources/packs/cadvisor.json'
import elasticsearch from '../../../../resources/packs/elasticsearch.json'
import envoy from '../../../../resources/packs/envoy.json'
import go from '../../../../resources/packs/go.json'
import haproxy from '../../../../resources/packs/haproxy.json'
import hikari from '../../../../resources/packs/hikari.json'
import httpDuration from '../../../../resources/packs/http-duration.json'
import httpRequests from '../../../../resources/packs/http-requests.json'
import istio from '../../../../resources/packs/istio.json'
import jvm from '../../../../resources/packs/jvm.json'
import kafka from '../../../../resources/packs/kafka.json'
import kubernetes from '../../../../resources/packs/kubernetes.json'
import memcached from '../../../../resources/packs/memcached.json'
import micrometer from '../../../../resources/packs/micrometer.json'
import mysql from '../../../../resources/packs/mysql.json'
import nginxIngress from '../../../../resources/packs/nginx-ingress.json'
import nginxVts from '../../../../resources/packs/nginx-vts.json'
import nginx from '../../../../resources/packs/nginx.json'
import node from '../../../../resources/packs/node.json'
import nodejs from '../../../../resources/packs/nodejs.json'
import opentelemetry from '../../../../resources/packs/opentelemetry.json'
import phpFpm from '../../../../resources/packs/php-fpm.json'
import postgres from '../../../../resources/packs/postgres.json'
import processes from '../../../../resources/packs/process.json'
import prometheus from '../../../../resources/packs/prometheus.json'
import promhttp from '../../../../resources/packs/promhttp.json'
import python from '../../../../resources/packs/python.json'
import rabbitmq from '../../../../resources/packs/rabbitmq.json'
import redis from '../../../../resources/packs/redis.json'
import traefik from '../../../../resources/packs/traefik.json'
import up from '../../../../resources/packs/up.json'

const read = (raw: unknown): Pack => {
  const checked = check(packSchema, raw)
  if (checked.ok) return checked.value
  throw new Error(`a pack that comes with Garda is not one: ${checked.problems.map((p) => `${pathText(p.path)} ${p.reason}`).join(', ')}`)
}

/** The packs that come with Garda, most telling first: where several fit, earlier ones win. */
export const BUILT_IN: readonly Pack[] = [
  httpRequests, httpDuration, micrometer, opentelemetry, istio, envoy, traefik, nginxIngress, nginxVts, nginx, haproxy, phpFpm, blackbox,
  postgres, mysql, redis, memcached, rabbitmq, kafka, elasticsearch, prometheus, alertmanager, kubernetes, cadvisor, node, promhttp,
  nodejs, jvm, hikari, python, processes, go, up
].map(read)
