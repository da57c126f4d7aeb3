import { expect, it } from 'vitest'
import type { Unit } from '@shared/domain/service'
import { limitText } from '@shared/text/limit'

it.each<[number, Unit, string]>([
  [0.02, 'ratio', '2 %'], [0.005, 'ratio', '0.5 %'], [0.9995, 'ratio', '99.95 %'], [0.99995, 'ratio', '99.995 %'], [14.4 * (1 - 0.999), 'ratio', '1.44 %'], [1 / 3, 'ratio', '33.3 %'], [Math.sqrt(0.9999), 'ratio', '99.99 %'], [1, 'ratio', '100 %'], [0, 'ratio', '0 %'], [0.00001, 'ratio', '0.001 %'], [2, 'seconds', '2 s'], [1.5, 'seconds', '1.5 s'], [0.25, 'seconds', '250 ms'], [90, 'seconds', '90 s'], [150, 'seconds', '2 min 30 s'], [179, 'seconds', '2 min 59 s'], [300, 'seconds', '5 min'], [100_000, 'seconds', '1 d 3 h'], [604_800, 'seconds', '7 d'],
  [8 * 1024 ** 3, 'bytes', '8 GiB'], [1e9, 'bytes', '954 MiB'], [200, 'count', '200'], [1500, 'per-second', '1.5 k /s'], [-3, 'none', '-3'], [10.05, 'none', '10.1']
])('a limit of %s (%s) reads %s', (value, unit, text) => { expect(limitText(value, unit).replace(/\u202f/g, ' ')).toBe(text) })
