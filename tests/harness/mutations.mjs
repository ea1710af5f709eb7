// Wrong bodies made from right ones: every field of the schema left out, of another type, too long,
// with control characters; every object with a field too many; every list empty and too long. What
// the schema itself lets through is left out, and so is null for an optional field, which is the
// same as leaving it out.

import { resolve, shapeOf, validate } from './contract.mjs';

const megabyte = 'x'.repeat(1024 * 1024);

const controls = {
  'CR LF': 'a\r\nBcc: b@customers.example', 'a line feed': 'a\nb', NUL: 'a\0b', ESC: 'a\u001b[31mb', DEL: 'a\u007fb',
};

/** Fields that may hold line breaks, or whatever bytes somebody chose. */
const lines = new Set(['reason', 'note', 'below_cost_reason']);
const anything = new Set(['password', 'current', 'new', 'code', 'ids']);

function replaced(body, steps, value) {
  if (steps.length === 0) return value;
  const copy = structuredClone(body);
  const place = steps.slice(0, -1).reduce((inner, step) => inner[step], copy);
  if (value === undefined) delete place[steps.at(-1)];
  else place[steps.at(-1)] = value;
  return copy;
}

function wrongValues(schema, name, optional) {
  const own = resolve(schema);
  const found = [];
  const candidates = {
    'a number': 12345, 'a fraction': 1.5, 'a huge number': 1e300, 'a word': 'zzz', 'an empty text': '', true: true, 'an empty list': [],
    'a list of lists': [[]], 'an object': { a: 1 }, 'a number as text': '0', 'minus one': -1, '2^63': 9223372036854775808,
    'a megabyte': megabyte,
    ...(own.maxLength && { 'one too long': 'x'.repeat(own.maxLength + 1) }),
    ...(!optional && { null: null }),
  };
  for (const [label, value] of Object.entries(candidates)) {
    if (validate(schema, value).length > 0) found.push([label, value]);
  }
  const isText = own.type === 'string' || (Array.isArray(own.type) && own.type.includes('string'));
  if (isText) {
    for (const [label, value] of Object.entries(controls)) {
      if (anything.has(name) && label !== 'NUL') continue;
      if (lines.has(name) && /line feed|CR LF/.test(label)) continue;
      found.push([label, value]);
    }
  }
  if (own.type === 'string' && /email|service_accounts/.test(name)) {
    for (const address of ['no at sign', '@customers.example', 'a@', 'a@b@customers.example', 'a b@customers.example', 'a@nodot', `${'a'.repeat(65)}@customers.example`, '<a@customers.example>', 'a@customers..example']) {
      found.push([`the address ${address}`, address]);
    }
  }
  return found;
}

/** [{label, pointer, body}] of a valid body and its schema; `pointer` is where the answer must point. */
export function mutations(schema, body) {
  const found = [];
  const visit = (inner, value, steps, name, optional) => {
    const pointer = steps.map((step) => `/${step}`).join('');
    const add = (label, at, replacement, place = steps) => found.push({ label: `${pointer || '/'}: ${label}`, pointer: at, body: replaced(body, place, replacement) });
    const own = shapeOf(inner);
    for (const [label, wrong] of wrongValues(inner, name, optional)) add(label, pointer, wrong);
    if (Array.isArray(value)) {
      if (own.maxItems) add(`${own.maxItems + 1} items`, pointer, Array.from({ length: own.maxItems + 1 }, () => value[0]));
      visit(own.items, value[0], [...steps, 0], name, false);
    } else if (value !== null && typeof value === 'object') {
      add('a field too many', `${pointer}/surplus`, 1, [...steps, 'surplus']);
      for (const field of own.required ?? []) add(`${field} left out`, `${pointer}/${field}`, undefined, [...steps, field]);
      for (const [field, property] of Object.entries(own.properties)) {
        if (value[field] === undefined) continue;
        visit(property, value[field], [...steps, field], field, !(own.required ?? []).includes(field));
      }
    }
  };
  visit(schema, body, [], '', false);
  return found;
}

/** Texts that are no JSON, or JSON that a strict reader refuses. */
export function brokenTexts(body) {
  const text = JSON.stringify(body);
  const inside = (more) => `${text.slice(0, -1)}${text === '{}' ? '' : ','}${more}}`;
  return {
    'half of it': text.slice(0, Math.max(1, text.length / 2)),
    'not JSON': 'name=value',
    'a list': '[]', 'a text': '"x"', 'a number': '1', null: 'null',
    'trailing bytes': `${text} x`, 'two values': `${text}${text}`, 'a trailing comma': inside('"a":1,'),
    'a comment': `/* x */${text}`, 'single quotes': '{\'a\':1}', 'a BOM': `\ufeff${text}`,
    'a doubled field': inside('"surplus":1,"surplus":2'),
    'NaN': inside('"surplus":NaN'), 'a huge exponent': inside('"surplus":1e400'), 'a leading zero': inside('"surplus":01'),
    'a lone surrogate': inside('"surplus":"\\ud800"'), 'an escaped NUL': inside('"surplus":"\\u0000"'),
    'deep lists': inside(`"surplus":${'['.repeat(50_000)}${']'.repeat(50_000)}`),
    'deep objects': inside(`"surplus":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`),
    'bytes that are no UTF-8': Buffer.concat([Buffer.from(text.slice(0, -1)), Buffer.from(text === '{}' ? '' : ','), Buffer.from('"surplus":"'), Buffer.from([0xff, 0xc0, 0xaf]), Buffer.from('"}')]),
    'UTF-16': Buffer.from(`\ufeff${text}`, 'utf16le'),
    'NUL bytes': Buffer.alloc(64),
  };
}
