import '@fontsource-variable/inter/opsz.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import '@mantine/core/styles.layer.css'
import './tokens.css'
import './base.css'
import './mantine.css'

export { GardaTheme, useThemeOverrule } from './GardaTheme'
export type { ThemeName } from './resolve'
