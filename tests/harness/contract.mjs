// The contract as the tests use it: reads api/openapi.yaml once, finds the operation of a request,
// and says what is wrong with an answer. An answer is right when its status, its content type, its
// promised headers and its body are documented; a schema closes its objects itself, so a field that
// nobody documented is an error.

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

export const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const document = parse(fs.readFileSync(path.join(repository, 'api/openapi.yaml'), 'utf8'));

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** What a local reference, or the value itself, stands for. */
export function resolve(value) {
  while (value && typeof value === 'object' && typeof value.$ref === 'string') {
    value = value.$ref.slice(2).split('/')
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce((place, step) => place[step], document);
  }
  return value;
}

/** The same, and of a choice that may be null the part that is not. */
export function shapeOf(schema) {
  const own = resolve(schema);
  const parts = (own.oneOf ?? own.anyOf ?? []).map(resolve).filter((part) => part.type !== 'null');
  return parts.length === 1 ? parts[0] : own;
}

function segments(pattern) {
  return pattern.split('/').slice(1);
}

/** Every operation with its method, pattern, parameters and access. */
export const operations = Object.entries(document.paths).flatMap(([pattern, item]) =>
  methods.filter((method) => item[method]).map((method) => {
    const operation = item[method];
    return {
      id: operation.operationId,
      method: method.toUpperCase(),
      pattern,
      parameters: [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(resolve),
      access: operation['x-access'],
      codes: operation['x-codes'] ?? [],
      idempotency: operation['x-idempotency'],
      responses: operation.responses,
      body: resolve(operation.requestBody),
      operation,
    };
  }));

const byId = new Map(operations.map((operation) => [operation.id, operation]));

export function operationById(id) {
  const found = byId.get(id);
  if (!found) throw new Error(`the contract has no operation ${id}`);
  return found;
}

/** The operation that a method and a path belong to; literal segments win over parameters. */
export function findOperation(method, pathname) {
  const asked = segments(pathname);
  const wanted = method === 'HEAD' ? 'GET' : method;
  let best = null;
  let bestLiterals = -1;
  for (const operation of operations) {
    if (operation.method !== wanted) continue;
    const own = segments(operation.pattern);
    if (own.length !== asked.length) continue;
    if (!own.every((step, i) => step.startsWith('{') ? asked[i] !== '' : step === asked[i])) continue;
    const literals = own.filter((step) => !step.startsWith('{')).length;
    if (literals > bestLiterals) [best, bestLiterals] = [operation, literals];
  }
  return best;
}

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
addFormats(ajv);
ajv.addFormat('int64', { type: 'number', validate: Number.isSafeInteger });
ajv.addSchema({ $id: 'contract', components: document.components });
const compiled = new Map();

/** A validator of the schema at a pointer of the contract ("#/components/schemas/Problem"). */
function validatorAt(pointer) {
  if (!compiled.has(pointer)) compiled.set(pointer, ajv.compile({ $ref: `contract${pointer}` }));
  return compiled.get(pointer);
}

const inline = new WeakMap();

function validatorOf(schema) {
  if (schema.$ref) return validatorAt(schema.$ref);
  if (!inline.has(schema)) {
    inline.set(schema, ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"contract#/'))));
  }
  return inline.get(schema);
}

/** What is wrong with a value by a schema of the contract, one sentence each. */
export function validate(schema, value) {
  const validator = validatorOf(schema);
  return validator(value) ? [] : validator.errors.map((error) =>
    `${error.instancePath || '/'} ${error.message} ${JSON.stringify(error.params)}`);
}

const commonCodes = new Set(document['x-common-codes']);
const gateStatuses = new Set(document['x-gate-statuses']);

function mediaType(header) {
  return (header ?? '').split(';')[0].trim().toLowerCase();
}

function checkProblem(body, status, operation, complain) {
  for (const error of validate({ $ref: '#/components/schemas/Problem' }, body)) complain(error);
  if (body?.status !== status) complain(`the problem says status ${body?.status}`);
  const code = body?.code;
  if (commonCodes.has(code) || operation?.codes.includes(code)) return;
  complain(`the code ${JSON.stringify(code)} is not documented`);
}

function checkHeaders(declared, headers, complain) {
  for (const [name, reference] of Object.entries(declared ?? {})) {
    const value = headers.get(name);
    if (value === null) {
      if (name === 'ETag' || name === 'Retry-After') complain(`the header ${name} is missing`);
      continue;
    }
    for (const error of validate(resolve(reference).schema, value)) complain(`header ${name}: ${error}`);
  }
}

/**
 * What is wrong with an answer, one sentence each; nothing when it is as documented.
 * `answer` is {status, headers (Headers), text, json (undefined when it is no JSON)}.
 */
export function complaints(method, pathname, answer) {
  const found = [];
  const operation = findOperation(method, pathname);
  const complain = (what) => found.push(`${method} ${pathname} -> ${answer.status}: ${what}`);
  const type = mediaType(answer.headers.get('content-type'));

  for (const name of ['x-request-id', 'x-content-type-options', 'referrer-policy', 'content-security-policy', 'cache-control']) {
    if (!answer.headers.has(name)) complain(`the header ${name} is missing`);
  }
  if (answer.status >= 500 && answer.status !== 503) {
    complain(`a failure of ours: ${answer.text.slice(0, 300)}`);
    return found;
  }
  if (method === 'HEAD' && answer.text !== '') complain('an answer to HEAD has a body');
  if (method === 'OPTIONS' && answer.status === 204) {
    if (!answer.headers.has('allow')) complain('the header allow is missing');
    return found;
  }
  // What no operation has is a path of the page, which says by itself when it has none (get_root).
  if (!operation && ['GET', 'HEAD'].includes(method) && answer.status === 200 && type === 'text/html' && !pathname.startsWith('/api/')) {
    if (answer.headers.get('cache-control') !== 'no-store') complain('the page may be kept');
    if (!/script-src 'self'; style-src 'self' 'nonce-/.test(answer.headers.get('content-security-policy'))) complain('the page has no strict policy');
    return found;
  }
  const declared = operation && resolve(operation.responses[String(answer.status)]);
  if (!declared) {
    if (gateStatuses.has(answer.status) || (!operation && answer.status === 404)) {
      if (type !== 'application/problem+json') {
        if (pathname.startsWith('/api/')) complain(`${type || 'nothing'} instead of a problem`);
      } else if (method !== 'HEAD') {
        checkProblem(answer.json, answer.status, operation, complain);
      }
    } else {
      complain(`the status is not documented: ${answer.text.slice(0, 300)}`);
    }
    return found;
  }
  checkHeaders(declared.headers, answer.headers, complain);
  if (method === 'HEAD') return found;
  if (!declared.content) {
    if (answer.text !== '') complain(`a body where none is documented: ${answer.text.slice(0, 200)}`);
    return found;
  }
  const content = declared.content[type];
  if (!content) {
    if (type === 'application/problem+json' && gateStatuses.has(answer.status)) {
      checkProblem(answer.json, answer.status, operation, complain);
      return found;
    }
    complain(`the content type ${type || 'nothing'} is not documented`);
    return found;
  }
  if (type === 'application/problem+json') {
    checkProblem(answer.json, answer.status, operation, complain);
  } else if (type === 'application/json') {
    if (answer.json === undefined) complain('the body is no JSON');
    else for (const error of validate(content.schema, answer.json)) complain(error);
  }
  return found;
}

/** Whether this role of this audience may call the operation by the contract. */
export function mayCall(operation, audience, role) {
  if (operation.access.anybody || operation.access.signed_in) return true;
  const named = role === 'finance' ? `${audience}:finance` : role;
  return operation.access.roles.includes(named);
}
