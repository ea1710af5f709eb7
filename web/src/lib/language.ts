// The language of the page. Before signing in: what was chosen here last, else the browser's; afterwards
// the person's own.
export type Language = 'vi' | 'en';

const remembered = 'portal.language';
let current: Language = first();

function first(): Language {
  const chosen = globalThis.localStorage.getItem(remembered);
  if (chosen === 'vi' || chosen === 'en') return chosen;
  return globalThis.navigator.language.toLowerCase().startsWith('en') ? 'en' : 'vi';
}

export function language(): Language {
  return current;
}

export function rememberLanguage(chosen: Language): void {
  current = chosen;
  globalThis.localStorage.setItem(remembered, chosen);
  globalThis.document.documentElement.lang = chosen;
}
