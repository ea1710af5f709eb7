// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { english } from './words.en';
import { vietnamese } from './words.vi';

type Tree = { [key: string]: string | Tree };

function sentences(tree: Tree, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const place = path ? `${path}.${key}` : key;
    if (typeof value === 'string') found.set(place, value);
    else for (const [inner, sentence] of sentences(value, place)) found.set(inner, sentence);
  }
  return found;
}

const base = (key: string) => key.replace(/_(one|other)$/, '');
const values = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
const vi = sentences(vietnamese);
const en = sentences(english);

describe('the words of the page', () => {
  test('have the same keys in both languages', () => {
    expect([...new Set([...en.keys()].map(base))].sort()).toEqual([...new Set([...vi.keys()].map(base))].sort());
  });

  test('have one plural form in Vietnamese and two in English', () => {
    expect([...vi.keys()].filter((key) => key.endsWith('_one'))).toEqual([]);
    const plural = (keys: Iterable<string>, form: string) =>
      [...keys]
        .filter((key) => key.endsWith(`_${form}`))
        .map(base)
        .sort();
    expect(plural(en.keys(), 'one')).toEqual(plural(en.keys(), 'other'));
    expect(plural(vi.keys(), 'other')).toEqual(plural(en.keys(), 'other'));
  });

  test('say something, of the same values', () => {
    for (const [key, sentence] of en) {
      expect(sentence.trim(), key).not.toBe('');
      const other = vi.get(key) ?? vi.get(`${base(key)}_other`);
      expect(other?.trim(), key).toBeTruthy();
      // "One row" needs no figure.
      const said = values(sentence).concat(key.endsWith('_one') ? ['count'] : []);
      const expected = values(other ?? '').concat(key.endsWith('_one') ? ['count'] : []);
      expect(new Set(said), key).toEqual(new Set(expected));
    }
  });

  test('are all loaded', () => {
    for (const language of ['vi', 'en']) {
      const folder = new URL(`../../../locales/web/${language}/`, import.meta.url);
      for (const file of readdirSync(folder)) {
        const tree = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Tree;
        const loaded = (language === 'vi' ? vietnamese : english) as unknown as Tree;
        expect(loaded[file.replace('.json', '')], `${language}/${file}`).toEqual(tree);
      }
    }
  });
});
