import { MantineProvider } from '@mantine/core'
import { createContext, use, useLayoutEffect, useState, useSyncExternalStore, type ReactNode } from 'react'
import { mantineTheme } from './mantine-theme'
import { resolveTheme, type ThemeName, type ThemeSetting } from './resolve'

const LIGHT = '(prefers-color-scheme: light)'

const useSystemIsLight = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(LIGHT)
      query.addEventListener('change', changed)
      return () => query.removeEventListener('change', changed)
    },
    () => window.matchMedia(LIGHT).matches
  )

const OverruleContext = createContext<(theme: ThemeName | null) => void>(() => undefined)

/** The theme that what is shown must be seen in, whatever a person likes; null: theirs. Ends with whoever asked. */
export const useThemeOverrule = (theme: ThemeName | null): void => {
  const overrule = use(OverruleContext)
  useLayoutEffect(() => {
    overrule(theme)
    return () => overrule(null)
  }, [overrule, theme])
}

/** Draws its children in one theme: `data-theme` on the document switches the tokens, Mantine follows. `force` is for windows with a theme of their own. */
export const GardaTheme = ({ setting, force, children }: { readonly setting: ThemeSetting; readonly force?: ThemeName; readonly children: ReactNode }): ReactNode => {
  const light = useSystemIsLight()
  const [overruled, setOverruled] = useState<ThemeName | null>(null)
  const theme = force ?? overruled ?? resolveTheme(setting, light)
  useLayoutEffect(() => { document.documentElement.dataset['theme'] = theme }, [theme])
  return (
    <OverruleContext value={setOverruled}>
      <MantineProvider theme={mantineTheme} forceColorScheme={theme === 'light' ? 'light' : 'dark'} withCssVariables={false} withGlobalClasses={false}>
        {children}
      </MantineProvider>
    </OverruleContext>
  )
}
