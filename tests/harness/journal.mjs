// What clients asked for and what they were told, written to the disk before and after each call,
// so that what is there after a crash can be compared with it.

import fs from 'node:fs';

export class Journal {
  constructor(file) {
    this.entries = [];
    this.descriptor = fs.openSync(file, 'a');
  }

  line(what) { fs.writeSync(this.descriptor, `${JSON.stringify(what)}\n`); }

  /**
   * Makes one call and notes it: {kind, key, method, path, body|form, status, json, text}. The
   * status is 'unknown' when no answer came, and also for 503, which may hide a commit. After
   * `timeout` the client hangs up.
   */
  async call(client, wanted, { timeout } = {}) {
    const entry = { number: this.entries.length, ...wanted, client, status: 'unknown', json: null, text: '' };
    this.entries.push(entry);
    this.line({ before: entry.number, kind: entry.kind, key: entry.key, path: entry.path, body: entry.body, form: entry.form, at: Date.now() });
    try {
      const answer = await this.send(entry, { timeout });
      entry.retryAfter = answer.headers.get('retry-after');
      entry.json = answer.json;
      entry.text = answer.text;
      entry.said = answer.status;
      if (answer.status !== 503) entry.status = answer.status;
    } catch (error) {
      entry.failure = error.code ?? error.message;
    }
    this.line({ after: entry.number, status: entry.status, said: entry.said, failure: entry.failure, text: entry.text.slice(0, 300), at: Date.now() });
    return entry;
  }

  /** The same request again, key included; its answer. */
  send({ client, method, path, body, form, key }, { timeout } = {}) {
    return client.send(method, path, {
      again: false,
      checked: false,
      timeout,
      ...(key && { headers: { 'idempotency-key': key } }),
      ...(form ? { raw: new URLSearchParams(form).toString(), type: 'application/x-www-form-urlencoded', csrf: false } : { body }),
    });
  }

  close() { fs.closeSync(this.descriptor); }
}
