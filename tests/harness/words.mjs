// The page's sentences, as the page finds them: locales/web/<language>/<feature>.json and locales/<language>.json.

import fs from 'node:fs';
import path from 'node:path';
import { repository } from './contract.mjs';

const read = (...names) => JSON.parse(fs.readFileSync(path.join(repository, 'locales', ...names), 'utf8'));

/** A function that tells the sentence of a key, "session.sign_in", with its values filled in. */
export function wordsOf(language, always = {}) {
  const common = read(`${language}.json`);
  return (key, values = {}) => {
    const [feature, ...rest] = key.split('.');
    const tree = feature in common ? common[feature] : read('web', language, `${feature}.json`);
    const find = (names) => names.reduce((found, name) => found?.[name], tree);
    const sentence = find(rest) ?? find([...rest.slice(0, -1), `${rest.at(-1)}_other`]);
    if (typeof sentence !== 'string') throw new Error(`there are no words ${key}`);
    return sentence.replace(/\{(\w+)\}/g, (whole, name) => String({ ...always, ...values }[name] ?? whole));
  };
}
