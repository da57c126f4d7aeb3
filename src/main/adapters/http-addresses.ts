import { BlockList, isIP } from 'node:net'

/** Where only this computer, its link or its cloud's metadata service answers: loopback, unspecified, link-local. */
const local = new BlockList()
local.addSubnet('0.0.0.0', 8, 'ipv4')
local.addSubnet('127.0.0.0', 8, 'ipv4')
local.addSubnet('169.254.0.0', 16, 'ipv4')
local.addAddress('100.100.100.200', 'ipv4')
local.addAddress('::', 'ipv6')
local.addAddress('::1', 'ipv6')
local.addSubnet('fe80::', 10, 'ipv6')
local.addAddress('fd00:ec2::254', 'ipv6')
// The same IPv4 ranges seen through an IPv4-mapped address and through NAT64.
for (const [range, bits] of [['0000', 8], ['7f00', 8], ['a9fe', 16]] as const) {
  local.addSubnet(`::ffff:${range}:0`, 96 + bits, 'ipv6')
  local.addSubnet(`64:ff9b::${range}:0`, 96 + bits, 'ipv6')
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')
loopback.addSubnet('::ffff:7f00:0', 104, 'ipv6')

/** A URL's host name without brackets, zone and final dot. */
export const bareHost = (hostname: string): string => hostname.toLowerCase().replace(/^\[|\]$/g, '').replace(/%.*$/, '').replace(/\.$/, '')

const listed = (list: BlockList, address: string): boolean => {
  const family = isIP(address)
  return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4')
}
const isLocalName = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost')

/** An address literal that a stranger has no business to send us to. */
export const isLocalAddress = (address: string): boolean => listed(local, bareHost(address))

/** The same for a host as it stands in a URL: a literal or one of the names that always mean such an address. */
export const isLocalHost = (hostname: string): boolean => {
  const host = bareHost(hostname)
  return isLocalName(host) || host === 'metadata' || host === 'metadata.google.internal' || listed(local, host)
}

/** This computer itself. */
export const isLoopbackHost = (hostname: string): boolean => {
  const host = bareHost(hostname)
  return isLocalName(host) || listed(loopback, host)
}
