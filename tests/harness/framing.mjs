// Requests whose framing no strict reader takes, each with a second request hidden behind or inside it:
// whoever reads the lengths another way than the one in front of it handles the second one.

/** A list of {flaw, bytes}. `put`: {path, fields, body} of a PUT that would succeed; `hidden`: the second request. */
export function malformed({ host, put, hidden }) {
  const hostLine = `Host: ${host}\r\n`;
  const get = (line, fields = hostLine) => `${line}\r\n${fields}\r\n`;
  const withFields = (fields) => get('GET /healthz HTTP/1.1', hostLine + fields);
  const withHead = (fields, body) => `PUT ${put.path} HTTP/1.1\r\n${hostLine}${put.fields}${fields}\r\n${body}`;
  const chunk = (text) => `${text.length.toString(16)}\r\n${text}\r\n`;
  const { length } = put.body;
  const size = length.toString(16);
  const whole = `${chunk(put.body)}0\r\n\r\n`;
  const nothing = `0\r\n\r\n${hidden}`;
  const sizeLine = `${hidden.length.toString(16)}\r\n`;

  const lengths = {
    'a length with a plus': `+${length}`, 'a negative length': `-${length}`, 'a length in hex': `0x${size}`,
    'a length with a fraction': `${length}.0`, 'a length that overflows': `${2n ** 64n + BigInt(length)}`, 'an empty length': '',
    'a length with a space inside': `${String(length)[0]} ${String(length).slice(1)}`, 'a length with two spaces before': ` ${length}`,
    'a length with a space behind': `${length} `, 'a length with a tab before': `\t${length}`, 'a length with a letter': `${length}a`,
    'a length with an underscore': `${length}_0`, 'a list of lengths': `${length}, ${length}`, 'a list of lengths without a space': `${length},${length}`,
    'a list of lengths that differ': `0, ${length}`, 'a length in quotes': `"${length}"`, 'a length with NUL': `${length}\0`,
    'a length with a vertical tab': `\x0b${length}`, 'a length in full-width digits': '\xef\xbc\x95',
  };
  const encodings = {
    'with a tab': 'Transfer-Encoding:\tchunked\r\n', 'with a vertical tab': 'Transfer-Encoding: \x0bchunked\r\n',
    'with a form feed': 'Transfer-Encoding: \x0cchunked\r\n', 'with NUL': 'Transfer-Encoding: chunked\0\r\n',
    'with two spaces': 'Transfer-Encoding:  chunked\r\n', 'with a space behind': 'Transfer-Encoding: chunked \r\n',
    'with a space before the colon': 'Transfer-Encoding : chunked\r\n', 'with a tab before the colon': 'Transfer-Encoding\t: chunked\r\n',
    'with a space before the name': ' Transfer-Encoding: chunked\r\n', 'in capitals': 'Transfer-Encoding: CHUNKED\r\n',
    identity: 'Transfer-Encoding: identity\r\n', gzip: 'Transfer-Encoding: gzip\r\n', 'gzip, chunked': 'Transfer-Encoding: gzip, chunked\r\n',
    'chunked, gzip': 'Transfer-Encoding: chunked, gzip\r\n', 'chunked, identity': 'Transfer-Encoding: chunked, identity\r\n',
    'chunked, chunked': 'Transfer-Encoding: chunked, chunked\r\n', 'in quotes': 'Transfer-Encoding: "chunked"\r\n',
    xchunked: 'Transfer-Encoding: xchunked\r\n', 'with a parameter': 'Transfer-Encoding: chunked;q=1\r\n',
    'with a comma before': 'Transfer-Encoding: ,chunked\r\n', 'with a comma behind': 'Transfer-Encoding: chunked,\r\n',
    'that is empty': 'Transfer-Encoding: \r\n', twice: 'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n',
    'twice, first another': 'Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n',
    'twice, then another': 'Transfer-Encoding: chunked\r\nTransfer-Encoding: cow\r\n', Transfer_Encoding: 'Transfer_Encoding: chunked\r\n',
    folded: 'Transfer-Encoding:\r\n chunked\r\n', 'behind a bare CR': 'X: y\rTransfer-Encoding: chunked\r\n',
    'behind a bare LF': 'X: y\nTransfer-Encoding: chunked\r\n', 'behind NUL': 'X: y\0Transfer-Encoding: chunked\r\n',
    'with a bare CR': 'Transfer-Encoding: chunked\r\r\n', 'with a bare LF': 'Transfer-Encoding: chunked\n',
  };
  const inside = (lines) => `${lines}Content-Length: ${nothing.length}\r\n`;
  const chunkTricks = {
    'a size that is no number': `z\r\n${put.body}\r\n0\r\n\r\n`, 'a size with a plus': `+${whole}`, 'a negative size': `-${whole}`,
    'a size with 0x': `0x${whole}`, 'a space before the size': ` ${whole}`, 'a space behind the size': whole.replace('\r\n', ' \r\n'),
    'a tab behind the size': whole.replace('\r\n', '\t\r\n'), 'an empty size': whole.slice(size.length),
    'a size that overflows': `1${size.padStart(16, '0')}\r\n${put.body}\r\n0\r\n\r\n`, 'a size that overflows 32 bits': `1${size.padStart(8, '0')}\r\n${put.body}\r\n0\r\n\r\n`,
    'LF after the size': whole.replace('\r\n', '\n'), 'CR after the size': whole.replace('\r\n', '\r'), 'NUL in the size': `${size}\0${whole.slice(size.length)}`,
    'LF after the data': `${size}\r\n${put.body}\n0\r\n\r\n`, 'nothing after the data': `${size}\r\n${put.body}0\r\n\r\n`,
    'two bytes after the data': `${size}\r\n${put.body}xx0\r\n\r\n`, 'more data than the size says': `3\r\n${put.body}\r\n0\r\n\r\n`,
    'LF after the last chunk': `${chunk(put.body)}0\n\n`, 'an extension': whole.replace('\r\n', ';a=b\r\n'),
    'an extension of the last chunk': `${chunk(put.body)}0;a=b\r\n\r\n`, 'an extension with a bare LF': whole.replace('\r\n', ';a\nb\r\n'),
    'an extension with a bare CR': whole.replace('\r\n', ';a\rb\r\n'), 'an extension without a name': whole.replace('\r\n', ';\r\n'),
    'an extension that hides a chunk': `${size};\n${put.body}\r\n0\r\n\r\n`, 'a long extension': whole.replace('\r\n', `;a=${'b'.repeat(20_000)}\r\n`),
    'a trailer': `${chunk(put.body)}0\r\nX: y\r\n\r\n`, 'a trailer that frames': `${chunk(put.body)}0\r\nContent-Length: 5\r\n\r\n`,
    'a trailer that frames otherwise': `${chunk(put.body)}0\r\nTransfer-Encoding: chunked\r\n\r\n`, 'a folded trailer': `${chunk(put.body)}0\r\nX: y\r\n z\r\n\r\n`,
    'a trailer that is a request': `${chunk(put.body)}0\r\n`,
  };
  const lines = {
    'LF only': get('GET /healthz HTTP/1.1').replaceAll('\r', ''), 'LF after the request line': get('GET /healthz HTTP/1.1').replace('\r', ''),
    'LF after a field': `GET /healthz HTTP/1.1\r\nHost: ${host}\n\r\n`, 'LF for the empty line': `GET /healthz HTTP/1.1\r\n${hostLine}\n`,
    'CR only': get('GET /healthz HTTP/1.1').replaceAll('\n', ''), 'a bare CR in the request line': get('GET /hea\rlthz HTTP/1.1'),
    'a bare CR in a value': withFields('X: a\rb\r\n'), 'a bare CR at the end of a line': withFields('X: a\r\r\n'),
    'a bare CR before the empty line': `GET /healthz HTTP/1.1\r\n${hostLine}\r\r\n`, 'NUL in a value': withFields('X: a\0b\r\n'),
    'NUL in a name': withFields('X\0Y: a\r\n'), 'NUL in the target': get('GET /hea\0lthz HTTP/1.1'), 'obs-fold by a space': withFields('X: a\r\n b\r\n'),
    'obs-fold by a tab': withFields('X: a\r\n\tb\r\n'), 'obs-fold in the first field': get('GET /healthz HTTP/1.1', ` ${hostLine}`),
    'obs-fold of a length': withHead(`Content-Length:\r\n ${length}\r\n`, put.body), 'a space before the colon': withFields('X : a\r\n'),
    'a space before the colon of a length': withHead(`Content-Length : ${length}\r\n`, put.body), Content_Length: withHead(`Content_Length: ${length}\r\n`, put.body),
    'a tab before the colon': withFields('X\t: a\r\n'), 'a field without a colon': withFields('X\r\n'), 'a field without a name': withFields(': a\r\n'),
    'a name with a space': withFields('X Y: a\r\n'), 'a name with bytes above ASCII': withFields('X\xc3\xa9: a\r\n'),
    'a space before the method': get(' GET /healthz HTTP/1.1'), 'two spaces before the target': get('GET  /healthz HTTP/1.1'),
    'two spaces before the version': get('GET /healthz  HTTP/1.1'), 'a space behind the version': get('GET /healthz HTTP/1.1 '),
    'a space in the target': get('GET /hea lthz HTTP/1.1'), 'a tab in the request line': get('GET\t/healthz\tHTTP/1.1'),
    'an empty line in front': `\r\n${get('GET /healthz HTTP/1.1')}`, 'HTTP/0.9': 'GET /healthz\r\n\r\n', 'HTTP/1.2': get('GET /healthz HTTP/1.2'),
    'HTTP/2.0': get('GET /healthz HTTP/2.0'), 'HTTP/9.9': get('GET /healthz HTTP/9.9'), 'HTTP/1.10': get('GET /healthz HTTP/1.10'),
    'HTTP/1': get('GET /healthz HTTP/1'), 'another protocol': get('GET /healthz ICE/1.1'), 'the preface of HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    'no Host': 'GET /healthz HTTP/1.1\r\n\r\n', 'two Hosts alike': withFields(hostLine), 'two Hosts that differ': withFields('Host: evil.test\r\n'),
    'an empty Host': get('GET /healthz HTTP/1.1', 'Host: \r\n'), 'a foreign Host': get('GET /healthz HTTP/1.1', 'Host: evil.test\r\n'),
    'absolute-form': get(`GET http://${host}/healthz HTTP/1.1`), 'absolute-form of another host': get('GET http://evil.test/healthz HTTP/1.1'),
    'authority-form': get(`GET ${host} HTTP/1.1`), CONNECT: get(`CONNECT ${host} HTTP/1.1`), TRACE: get('TRACE /healthz HTTP/1.1'),
  };

  const table = {
    'two lengths that differ, the body first': withHead(`Content-Length: ${length}\r\nContent-Length: 0\r\n`, put.body),
    'two lengths that differ, none first': withHead(`Content-Length: 0\r\nContent-Length: ${length}\r\n`, put.body),
    'two lengths alike': withHead(`Content-Length: ${length}\r\nContent-Length: ${length}\r\n`, put.body),
    'chunked, then a length': withHead(`Transfer-Encoding: chunked\r\nContent-Length: ${whole.length}\r\n`, whole),
    'a length, then chunked': withHead(`Content-Length: ${whole.length}\r\nTransfer-Encoding: chunked\r\n`, whole),
    'chunked, with the second request inside the length': withHead(inside('Transfer-Encoding: chunked\r\n'), '0\r\n\r\n'),
    'chunked on HTTP/1.0': withHead('Transfer-Encoding: chunked\r\n', whole).replace('HTTP/1.1', 'HTTP/1.0'),
    'two lengths, with the second request inside one': withHead(`Content-Length: 0\r\nContent-Length: ${hidden.length}\r\n`, ''),
  };
  for (const [flaw, value] of Object.entries(lengths)) table[flaw] = withHead(`Content-Length: ${value}\r\n`, put.body);
  for (const [flaw, field] of Object.entries(encodings)) {
    table[`TE ${flaw}`] = withHead(field, whole);
    table[`TE ${flaw}, with the second request inside a length`] = withHead(inside(field), '0\r\n\r\n');
    table[`TE ${flaw}, with the second request inside a chunk`] = withHead(`Content-Length: ${sizeLine.length}\r\n${field}`, `${sizeLine}${hidden}\r\n0\r\n\r\n`);
  }
  for (const [flaw, body] of Object.entries(chunkTricks)) table[`chunks: ${flaw}`] = withHead('Transfer-Encoding: chunked\r\n', body);
  Object.assign(table, lines);
  return Object.entries(table).map(([flaw, bytes]) => ({ flaw, bytes: Buffer.from(bytes + hidden, 'latin1') }));
}
