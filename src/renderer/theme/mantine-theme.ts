import { createTheme } from '@mantine/core'

/** The window has one banner; a dialog's head is none. */
const NO_BANNER = { header: { role: 'presentation' } }

/** Defaults of Mantine's components. No animation, no injected <style>: scroll is not locked because the body never scrolls. */
export const mantineTheme = createTheme({
  primaryColor: 'blue',
  defaultRadius: 'md',
  cursorType: 'default',
  respectReducedMotion: true,
  components: {
    Modal: { defaultProps: { lockScroll: false, centered: true, transitionProps: { duration: 0 }, overlayProps: { backgroundOpacity: 1 }, attributes: NO_BANNER } },
    Drawer: { defaultProps: { lockScroll: false, transitionProps: { duration: 0 }, attributes: NO_BANNER } },
    Popover: { defaultProps: { transitionProps: { duration: 0 }, shadow: 'md' } },
    Menu: { defaultProps: { transitionProps: { duration: 0 }, shadow: 'md' } },
    Combobox: { defaultProps: { transitionProps: { duration: 0 }, shadow: 'md' } },
    Select: { defaultProps: { comboboxProps: { transitionProps: { duration: 0 }, shadow: 'md' } } },
    Tooltip: { defaultProps: { transitionProps: { duration: 0 }, openDelay: 300, events: { hover: true, focus: true, touch: false } } },
    SegmentedControl: { defaultProps: { transitionDuration: 0 } }
  }
})
