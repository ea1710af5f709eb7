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

/** Chosen by hand before signing in: it then becomes the person's. */
let byHand: Language | null = null;
export function chooseByHand(chosen: Language): void {
  byHand = chosen;
}

/** Tells the choice once. */
export function takeChoice(): Language | null {
  const chosen = byHand;
  byHand = null;
  return chosen;
}
