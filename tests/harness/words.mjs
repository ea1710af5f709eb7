// The page's sentences, as the page finds them: locales/web/<language>/<feature>.json and locales/<language>.json.

import fs from 'node:fs';
import path from 'node:path';
import { repository } from './contract.mjs';

const read = (...names) => JSON.parse(fs.readFileSync(path.join(repository, 'locales', ...names), 'utf8'));

/** A function that tells the sentence of a key, "session.sign_in", with its values filled in. */
export function wordsOf(language, always = {}) {
  const common = read(`${language}.json`);
  const rooms = new Set(fs.readdirSync(path.join(repository, 'locales/web', language)).map((file) => path.parse(file).name));
  return (key, values = {}) => {
    const [feature, ...rest] = key.split('.');
    const find = (tree, names) => names.reduce((found, name) => found?.[name], tree);
    const say = (tree) => find(tree, rest) ?? find(tree, [...rest.slice(0, -1), `${rest.at(-1)}_other`]);
    // Both may have a part of this name: the program's for its documents, the page's for its screens.
    const sentence = (rooms.has(feature) ? say(read('web', language, `${feature}.json`)) : undefined) ?? say(common[feature]);
    if (typeof sentence !== 'string') throw new Error(`there are no words ${key}`);
    return sentence.replace(/\{(\w+)\}/g, (whole, name) => String({ ...always, ...values }[name] ?? whole));
  };
}
