// Sentences of locales/web/<language>/<feature>.json, found by "<feature>.<key>". What the program and the page
// both say (states, roles) comes from locales/<language>.json. A language is loaded when it is needed.
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { type Language, rememberLanguage } from './language';
import type { vietnamese } from './words.vi';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words';
    resources: { words: typeof vietnamese };
    interpolationPrefix: '{';
    interpolationSuffix: '}';
  }
}

const loaders: Record<Language, () => Promise<object>> = {
  vi: async () => (await import('./words.vi')).vietnamese,
  en: async () => (await import('./words.en')).english,
};

/** Begins to load a language before it is known to be the one. */
export async function loadWords(language: Language): Promise<void> {
  await loaders[language]();
}

async function load(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'words')) i18next.addResourceBundle(language, 'words', await loaders[language]());
}

export async function startWords(language: Language, provider: string): Promise<i18n> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    ns: 'words',
    defaultNS: 'words',
    resources: { [language]: { words: await loaders[language]() } },
    interpolation: { prefix: '{', suffix: '}', escapeValue: false, defaultVariables: { provider } },
    returnNull: false,
  });
  rememberLanguage(language);
  return i18next;
}

export async function speak(language: Language): Promise<void> {
  await load(language);
  rememberLanguage(language);
  await i18next.changeLanguage(language);
}
