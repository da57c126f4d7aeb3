import { expect, test } from 'vitest'
import { readNotifyCalls } from '../../e2e/support/notify-calls'

const log = `signal time=1795474426.940935 sender=org.freedesktop.DBus -> destination=:1.1 serial=4 path=/org/freedesktop/DBus; interface=org.freedesktop.DBus; member=NameLost
   string ":1.1"
method call time=1795474427.249439 sender=:1.2 -> destination=:1.0 serial=9 path=/org/freedesktop/Notifications; interface=org.freedesktop.Notifications; member=Notify
   string "Garda"
   uint32 0
   string ""
   string "Title "x""
   string "Body
line2"
   array [
   ]
   array [
      dict entry(
         string "urgency"
         variant             byte 2
      )
   ]
   int32 -1
method call time=1795474427.500000 sender=:1.3 -> destination=org.freedesktop.Notifications serial=3 path=/org/freedesktop/Notifications; interface=org.freedesktop.Notifications; member=Notify
   string "Garda"
   uint32 7
   string "icon"
   string "T2"
   string "B2"
   array [
      string "default"
      string "Open"
   ]
   array [
   ]
   int32 0
`

test('reads what went over the bus, quotation marks and line ends included', () => {
  expect(readNotifyCalls(log)).toEqual([
    { at: 1795474427249.439, app: 'Garda', replaces: 0, title: 'Title "x"', body: 'Body\nline2', actions: [] },
    { at: 1795474427500, app: 'Garda', replaces: 7, title: 'T2', body: 'B2', actions: ['default', 'Open'] }
  ])
})
