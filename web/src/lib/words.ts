// Sentences of locales/web/<language>/<feature>.json, found by "<feature>.<key>". What the program and the page
// both say (states, roles) comes from locales/<language>.json. A language is loaded when it is needed.
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { language as current, type Language, rememberLanguage } from './language';
import type { vietnamese } from './words.vi';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words';
    resources: { words: typeof vietnamese };
    interpolationPrefix: '{';
    interpolationSuffix: '}';
  }
}

type Part = 'first' | 'all';

const loaders: Record<Language, Record<Part, () => Promise<object>>> = {
  vi: { first: async () => (await import('./words.first.vi')).first, all: async () => (await import('./words.vi')).vietnamese },
  en: { first: async () => (await import('./words.first.en')).first, all: async () => (await import('./words.en')).english },
};

/** What is needed in whichever language is spoken: more than the first once a screen asked for it. */
let needed: Part = 'first';

/** Begins to load a language before it is known to be the one. */
export async function loadWords(language: Language): Promise<void> {
  await loaders[language][needed]();
}

const added = new Set<string>();

async function add(language: Language): Promise<void> {
  const name = `${language} ${needed}`;
  if (added.has(name)) return;
  const words = await loaders[language][needed]();
  // Before the start nobody knows yet which language it will be.
  if (!i18next.isInitialized) return;
  i18next.addResourceBundle(language, 'words', words, true, true);
  added.add(name);
}

export async function startWords(language: Language, provider: string): Promise<i18n> {
  const part = needed;
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    ns: 'words',
    defaultNS: 'words',
    resources: { [language]: { words: await loaders[language][part]() } },
    interpolation: { prefix: '{', suffix: '}', escapeValue: false, defaultVariables: { provider } },
    returnNull: false,
  });
  added.add(`${language} ${part}`);
  rememberLanguage(language);
  return i18next;
}

/** For every screen but the first: resolves when its sentences are there. */
export async function needAllWords(): Promise<void> {
  needed = 'all';
  await add(current());
}

export async function speak(language: Language): Promise<void> {
  await add(language);
  rememberLanguage(language);
  await i18next.changeLanguage(language);
}
