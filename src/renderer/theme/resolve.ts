/** What a person can choose. */
export type ThemeSetting = 'system' | 'dark' | 'light'
/** What is drawn; `night` is for dark-adapted eyes: the page window, and walls by night. */
export type ThemeName = 'dark' | 'light' | 'night'

/** The theme that a setting means on a desktop that prefers light, or not. */
export const resolveTheme = (setting: ThemeSetting, systemIsLight: boolean): ThemeName =>
  setting === 'system' ? (systemIsLight ? 'light' : 'dark') : setting
