import { describe, expect, it } from 'vitest'
import { isLocalAddress, isLocalHost, isLoopbackHost } from '../../../src/main/adapters/http-addresses'

const LOCAL = ['127.0.0.1', '127.9.9.9', '0.0.0.0', '169.254.169.254', '100.100.100.200', '::1', '::', 'fe80::1', 'fe80::1%eth0', '::ffff:127.0.0.1', '::ffff:169.254.1.1', '64:ff9b::7f00:1', 'fd00:ec2::254']
const ELSEWHERE = ['10.0.0.1', '192.168.1.1', '172.16.0.1', '8.8.8.8', '100.100.100.201', '2001:db8::1', 'fd00::1', '::ffff:8.8.8.8', 'example.org', '']

describe('local addresses', () => {
  it.each(LOCAL)('%s is local', (address) => { expect(isLocalAddress(address)).toBe(true) })
  it.each(ELSEWHERE)('%s is not', (address) => { expect(isLocalAddress(address)).toBe(false) })
  it.each(['localhost', 'LOCALHOST', 'localhost.', 'a.localhost', 'metadata.google.internal', 'metadata', '[::1]', '127.0.0.1'])('the host %s is local', (host) => { expect(isLocalHost(host)).toBe(true) })
  it.each(['notlocalhost', 'localhost.example.org', 'prometheus', '[2001:db8::1]'])('the host %s is not', (host) => { expect(isLocalHost(host)).toBe(false) })
  it('tells this computer from its link', () => {
    expect(['localhost', '127.0.0.1', '[::1]', '::ffff:127.0.0.1', '169.254.169.254', '0.0.0.0', 'metadata'].map(isLoopbackHost)).toEqual([true, true, true, true, false, false, false])
  })
})
