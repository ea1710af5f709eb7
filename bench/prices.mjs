// The part `prices` of bench/README.md: all prices of a customer in one call, over ten years of history.

import { answerMs, figure, keep, makeKey, serve } from './tools.mjs';

const customer = (number) => `acc_01m${number.toString(16).padStart(23, '0')}`;

/** The median over some customers of one partner, in ms. */
async function pricesMs(server, key, query) {
  const times = [];
  for (const number of [0, 2510, 5020, 9990]) times.push(await answerMs(server, key, `/api/v1/accounts/${customer(number)}/prices${query}`));
  return times.sort((a, b) => a - b)[1];
}

export async function prices() {
  const home = keep('prices', 'prices.sql', 'ten years of prices', 10);
  const key = makeKey(home, 'finance', home.partners[0]);
  const server = await serve(home);
  const health = await answerMs(server, key, '/healthz');
  const past = new Date(Date.now() - 5 * 365 * 86_400_000).toISOString().slice(0, 10);
  const asked = [
    ['(m) 1,000 prices of a customer, now', '', '20 ms'],
    ['    five years ago', `?at=${past}`, '20 ms'],
    ['    of one product', `?product_id=prd_01m${'0'.repeat(23)}`, ''],
  ];
  for (const [what, query, aim] of asked) figure(what, `${(await pricesMs(server, key, query)).toFixed(1)} ms`, `/healthz ${health.toFixed(1)} ms`, aim);
  const { most } = server.memory();
  await server.end();
  return most;
}
