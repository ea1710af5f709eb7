import { expect, test } from 'vitest';
import { framed, linkAndCode } from './mail_parts';

const link = 'http://127.0.0.1:8080/consent/reg_01m65765009twjbcmwb4mj00vx.qshuxjmBCBFn50kqM5DnnbzAL2eh4o4-';

test('the link and the code of a mail are found', () => {
  expect(linkAndCode(`Xin chào,\n\n${link}\n\nMã xác nhận:\n\n142952\n\nTrân trọng`)).toEqual({ link, kind: 'consent', code: '142952' });
});

test('masked ones are none', () => {
  expect(linkAndCode('http://127.0.0.1:8080/consent/…\n\n••••••\n')).toEqual({ link: null, kind: null, code: null });
});

test('style attributes become rules of one sheet with the nonce', () => {
  const html = '<html><head></head><body style="margin:0"><p style="color:red">a</p><p style="color:red">b</p></body></html>';
  expect(framed(html, 'n1')).toBe(
    '<html><head><style nonce="n1">[data-style="m0"]{margin:0}[data-style="m1"]{color:red}</style></head>' +
      '<body data-style="m0"><p data-style="m1">a</p><p data-style="m1">b</p></body></html>',
  );
});

test('nothing of a style ends the sheet', () => {
  expect(framed('<p style="color:red</style><script>">x</p>', 'n')).not.toContain('</style><script>');
});
