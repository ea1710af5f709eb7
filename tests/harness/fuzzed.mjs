// Calls made from the contract by chance: parameters, headers and bodies that it allows, and some of them
// spoilt. All choices come from the caller's random numbers.

import { resolve } from './contract.mjs';
import { pathOf, randomId, subjectOf } from './world.mjs';

const words = ['An', 'Công ty Mẫu', 'đối tác', 'Nguyễn Văn Ý', 'x', '0', '🙂', 'a'.repeat(100), 'Đ'.repeat(200), 'line\nline', ' ', '…', 'true'];

const nasty = [
  '', '\'', '\'--', '" OR 1=1', '1;DROP', '\') OR (\'a\'=\'a', '%', '_', '\\', '../../etc/hosts', '..\\..\\x', '${7*7}', '{{7*7}}', '<b onclick=x>', '%00', '%s%n', '\u0000',
  'a\r\nBcc: b@customers.example', '\u001b[31m', '\ufeffx', '\u202e', 'a\u0301'.repeat(50), 'x'.repeat(300), 'x'.repeat(5000), 'NaN', '-1', '1e400', '9223372036854775808',
  '0x10', 'null', '[]', '=1+1', '2026-02-30T00:00:00Z', '0000-00-00T00:00:00Z', '9999-12-31T23:59:59.999999Z', 'usr_', 'reg_00000000000000000000000000',
];

const values = [null, true, false, 0, -1, 1, 1.5, 1e300, 2 ** 53, 9223372036854775807, [], {}, [[]], [null], { a: { b: {} } }];

/** How often each kind of spoiling happens. */
const odds = { call: 0.5, value: 0.15, name: 0.03, extra: 0.04, optional: 0.5 };

function nested(open, close, depth) {
  return `${open.repeat(depth)}1${close.repeat(depth)}`;
}

export class Fuzzer {
  /**
   * `pools`: plausible values by what they are: ids by their prefix ('reg', 'ptn', …), `email`, `tag` (ETags),
   * `cursor`, `key` (Idempotency-Keys) and tokens by the first word of their path; or by the id of an operation
   * for its path alone.
   */
  constructor(operations, pools) {
    Object.assign(this, { operations, pools });
  }

  pick(random, list) { return list[random.between(0, list.length - 1)]; }

  /** {operation, method, path, headers, body}; a body is a string or a Buffer. */
  call(random) {
    const operation = this.pick(random, this.operations);
    const spoils = random.chance(odds.call);
    const spoil = (often) => spoils && random.chance(often);
    const method = spoil(0.03) ? this.pick(random, ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) : operation.method;
    const headers = this.headers(random, operation, spoil);
    const path = this.path(random, operation, spoil) + this.query(random, operation, spoil);
    const body = operation.body ? this.body(random, operation, spoil, headers) : spoil(0.05) ? '{}' : undefined;
    return { operation, method, path, headers, body };
  }

  path(random, operation, spoil) {
    if (spoil(0.02)) return `${operation.pattern.replace(/\{[a-z]+\}/, 'x')}${this.pick(random, ['/', '/..', '//', '/x', '%2f', '.json', ';x=y', '%', '%c0%af'])}`;
    if (!operation.pattern.includes('{')) return operation.pattern;
    if (spoil(0.1)) return pathOf(operation, this.pick(random, nasty.concat(words)));
    const subject = subjectOf(operation);
    const kind = subject ? subject[1] : operation.pattern.split('/').at(-2);
    if (random.chance(0.1)) return pathOf(operation, subject ? randomId(kind) : `${randomId('reg')}.${'A'.repeat(43)}`);
    return pathOf(operation, this.pick(random, this.pools[operation.id] ?? this.pools[kind]));
  }

  query(random, operation, spoil) {
    const pairs = [];
    for (const { name, in: place, schema } of operation.parameters) {
      if (place !== 'query' || !random.chance(0.25)) continue;
      const value = spoil(odds.value) ? this.pick(random, nasty) : this.parameter(random, operation, name, schema);
      pairs.push([name, value]);
      if (spoil(odds.extra)) pairs.push([name, value]);
    }
    if (spoil(odds.extra)) pairs.push([this.pick(random, ['surplus', 'offset', 'Limit', '', '__proto__']), '1']);
    const text = pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
    if (spoil(0.01)) return `?${text}${this.pick(random, ['&&', '&=', '%', '%zz', '&%00', '=%ff', '&a%0d%0a'])}`;
    return text && `?${text}`;
  }

  parameter(random, operation, name, schema) {
    if (name === 'cursor' && this.pools.cursor.length) return this.pick(random, this.pools.cursor);
    if (name === 'limit') return random.between(1, random.chance(0.02) ? 200 : 10);
    if (name === 'sort') return (random.chance(0.5) ? '-' : '') + this.pick(random, operation.operation['x-sort']?.fields ?? ['name']);
    if (['recipient', 'q'].includes(name)) return this.pick(random, this.pools.email.concat(words));
    if (['subject', 'actor'].includes(name)) return this.pick(random, [...this.pools.usr, ...this.pools.reg]);
    if (resolve(schema).type === 'array') return String(this.value(random, resolve(schema).items, name, () => false));
    return String(this.value(random, schema, name, () => false));
  }

  headers(random, operation, spoil) {
    const headers = {};
    const names = operation.parameters.filter(({ in: place }) => place === 'header').map(({ name }) => name.toLowerCase());
    if (names.includes('if-match')) headers['if-match'] = this.pick(random, this.pools.tag.concat('*'));
    const keyed = operation.idempotency === 'required' ? !spoil(0.1) : names.includes('idempotency-key') && random.chance(0.3);
    if (keyed) headers['idempotency-key'] = random.chance(0.5) ? this.pick(random, this.pools.key) : `key-${random.between(0, 1e9)}`;
    if (operation.body) headers['content-type'] = Object.keys(operation.body.content)[0];
    if (random.chance(0.3)) headers['accept-language'] = this.pick(random, ['vi', 'en', 'vi-VN,en;q=0.5']);
    if (!spoil(0.25)) return headers;
    const [name, ...choices] = this.pick(random, [
      ['if-match', '', '"', '*', 'W/"1"', '"1", "2"', '\xff', 'x'.repeat(2000)], ['idempotency-key', '', ' ', 'x'.repeat(256), '\'', '"a"', '\xe9', 'a,b'],
      ['content-type', '', 'text/plain', 'application/json; charset=utf-16', 'application/json;;', 'text/csv', 'multipart/form-data; boundary=x', '/'],
      ['accept-language', '', '*', ',;q=', 'xx-'.repeat(300), 'en;q=9'], ['content-encoding', 'gzip', 'br', 'identity'], ['accept', 'text/html', '', '*/*;q=0', 'x'],
      ['origin', 'https://evil.example', 'null', ''], ['cookie', 'session=', '__Host-session=x', ';;;', `session=${'x'.repeat(3000)}`, 'session="\xff"'],
      ['authorization', 'Bearer', 'Bearer x', 'Basic YTpi', `Bearer ${'x'.repeat(3000)}`, 'Bearer \''], ['x-csrf-token', '', 'x', 'x'.repeat(3000)],
      ['range', 'bytes=0-0', 'bytes=-1', 'x'], ['if-none-match', '*', '"1"'], ['x-http-method-override', 'DELETE'], ['x-forwarded-for', '10.0.0.1', '\'', 'x'.repeat(500)],
      ['expect', 'tea'], ['host', 'evil.example', ''], ['x-surplus', 'x'.repeat(20_000)], ['sec-fetch-site', 'cross-site'],
    ]);
    headers[name] = this.pick(random, choices);
    return headers;
  }

  body(random, operation, spoil, headers) {
    const [[type, { schema }]] = Object.entries(operation.body.content);
    const value = this.value(random, schema, operation.id, spoil);
    if (type !== 'application/json') {
      const form = Object.entries(value ?? {}).map((pair) => pair.map((each) => encodeURIComponent(String(each))).join('=')).join('&');
      return spoil(0.1) ? `${form}${this.pick(random, ['&', '&&=', '%', '%ff', '&code=1', `&x=${'y'.repeat(5000)}`])}` : form;
    }
    const text = JSON.stringify(value);
    return spoil(0.15) ? this.spoilt(random, text, headers) : text;
  }

  /** A text that is hardly JSON any more. */
  spoilt(random, text, headers) {
    const at = random.between(0, text.length);
    const depth = random.between(1, 3) * 100;
    const bytes = Buffer.from(text);
    return this.pick(random, [
      () => text.slice(0, at), () => '', () => `${text}${text}`, () => `${text} x`, () => `\ufeff${text}`, () => 'name=value', () => 'null',
      () => text.slice(0, at) + this.pick(random, ['"', '\\', '{', ']', ',', '\u0000', '\\u0000', '\\ud800', '1e999', '\n', '/**/']) + text.slice(at),
      () => nested('[', ']', depth), () => nested('{"a":', '}', depth), () => `${text.slice(0, -1)},"surplus":${nested('[', ']', depth)}}`,
      () => Buffer.from(text, 'utf16le'), () => Buffer.from(bytes.map((byte) => (random.chance(0.02) ? random.between(0, 255) : byte))),
      () => text.replace(/"([a-z_]+)":/, '"$1":1,"$1":'), () => text.replace(/\d+/, '00$&'), () => text.replace(/\d+/, `$&${'0'.repeat(random.between(1, 400))}`),
      () => { headers['content-type'] = 'application/x-www-form-urlencoded'; return text; }, () => JSON.stringify('x'.repeat(random.between(1, 100_000))),
    ])();
  }

  value(random, schema, name, spoil) {
    const own = resolve(schema);
    if (spoil(odds.value)) return random.chance(0.5) ? this.pick(random, nasty) : structuredClone(this.pick(random, values));
    if (own.const !== undefined) return own.const;
    if (own.enum) return this.pick(random, own.enum);
    const branches = own.oneOf ?? own.anyOf;
    if (branches) return this.value(random, this.pick(random, branches), name, spoil);
    const type = Array.isArray(own.type) ? this.pick(random, own.type) : own.type;
    if (type === 'object') return this.object(random, own, spoil);
    if (type === 'array') {
      const most = spoil(0.02) ? (own.maxItems ?? 10) + 1 : Math.min(own.maxItems ?? 4, 4);
      return Array.from({ length: random.between(own.minItems ?? 0, most) }, () => this.value(random, own.items, name, spoil));
    }
    if (type === 'boolean') return random.chance(0.5);
    if (type === 'null') return null;
    if (name === 'amount' && type === 'integer') return this.pick(random, [1, 1000, random.between(1, 2e6)]);
    if (type === 'integer' || type === 'number') return this.pick(random, [own.minimum ?? 0, own.maximum ?? 1000, 0, 1, random.between(0, Math.min(1e6, own.maximum ?? 1e6))]);
    return this.text(random, own, name);
  }

  object(random, schema, spoil) {
    const made = {};
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const wanted = (schema.required ?? []).includes(name) ? !spoil(odds.name) : random.chance(odds.optional);
      if (wanted) made[name] = this.value(random, property, name, spoil);
    }
    if (spoil(odds.extra)) made[this.pick(random, ['surplus', '', '__proto__', 'id', 'x'.repeat(1000), '/~0'])] = 1;
    return made;
  }

  text(random, schema, name) {
    const prefix = /^\^([a-z]+)_/.exec(schema.pattern ?? '')?.[1];
    if (prefix) return random.chance(0.8) && this.pools[prefix]?.length ? this.pick(random, this.pools[prefix]) : randomId(prefix);
    if (schema.format === 'date-time') return new Date(Date.now() - random.between(-1e10, 1e10)).toISOString();
    if (['from', 'to', 'starts_on', 'effective_from'].includes(name)) return new Date(Date.now() + random.between(0, 5e9)).toISOString().slice(0, 10);
    if (schema.pattern?.startsWith('^[0-9]{4}-')) return new Date(Date.now() - random.between(0, 5e9)).toISOString().slice(0, 10);
    if (schema.pattern?.startsWith('^[0-9]{1,15}')) return this.pick(random, ['0', '1250.5', `${random.between(0, 1e6)}.${random.between(1, 999)}`]);
    if (name === 'after') return String(random.between(0, 300));
    if (name === 'currency') return random.chance(0.9) ? 'VND' : 'USD';
    if (name === 'ids') return this.pick(random, this.pools.reg);
    if (name === 'code') return String(random.between(0, 999_999)).padStart(6, '0');
    if (name === 'tax_code') return String(random.between(1_000_000_000, 9_999_999_999));
    if (/email|service_accounts|recipient/.test(name)) return random.chance(0.5) ? this.pick(random, this.pools.email) : `fuzz.${random.between(0, 1e9)}@customers.example`;
    return this.pick(random, words).slice(0, schema.maxLength);
  }
}
