// An authenticator: codes by RFC 6238 (SHA-1, six digits, 30 seconds), at the portal's time.

import { createHmac } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function fromBase32(text) {
  const bits = [...text].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

/** The code of a key in base32 at a Date; `drift` counts steps of 30 seconds. */
export function totpCode(secret, at, drift = 0) {
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at.getTime() / 30_000) + drift));
  const hash = createHmac('sha1', fromBase32(secret)).update(step).digest();
  const number = hash.readUInt32BE(hash.at(-1) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** Six digits that are no code around this moment. */
export function wrongCode(secret, at) {
  const near = [-3, -2, -1, 0, 1, 2, 3].map((drift) => totpCode(secret, at, drift));
  return ['000000', '000001', '000002', '000003', '000004', '000005', '000006', '000007'].find((code) => !near.includes(code));
}

/**
 * Turns the second factor of a signed-in client on; the client goes on under its new session:
 * {secret, recoveryCodes}. The code of the present step is used up.
 */
export async function enrol(portal, client, password) {
  const { secret } = (await client.post('/api/v1/profile/two-factor', { password }, { expect: 200 })).json;
  const on = (await client.post('/api/v1/profile/two-factor/confirm', { code: totpCode(secret, portal.now()) }, { expect: 200 })).json;
  client.csrf = on.csrf_token;
  return { secret, recoveryCodes: on.recovery_codes };
}
