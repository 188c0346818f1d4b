// Made from the folders of locales/ by every build, and by `npm run locales`. Not to be edited.
import menuDe from './de/menu.json' with { type: 'json' }
import serverDe from './de/server.json' with { type: 'json' }
import shellDe from './de/shell.json' with { type: 'json' }
import menuEn from './en/menu.json' with { type: 'json' }
import serverEn from './en/server.json' with { type: 'json' }
import shellEn from './en/shell.json' with { type: 'json' }

export const shellTexts = {
  de: {
    menu: menuDe,
    server: serverDe,
    shell: shellDe,
  },
  en: {
    menu: menuEn,
    server: serverEn,
    shell: shellEn,
  },
} as const
