// The list of registrations as partner and provider use it: search that minds neither accents nor case,
// filters, sorts, pages while rows come, and exports that hold what the filter lets through.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../harness/http.mjs';
import { onBothEngines } from '../harness/portal.mjs';
import { readCsv, readXlsx } from '../harness/tables.mjs';
import { decide, eligibleAccount, freshEmail, putAccounts, randomId } from '../harness/world.mjs';

const phrase = 'một câu đủ dài để nhớ';
const roles = ['Đối tác', 'Tư vấn', 'Triển khai', 'Hỗ trợ kỹ thuật'];
const names = [
  'Nguyễn Văn Đức', 'nguyen van duc', 'NGUYỄN THỊ ÁNH', 'Đặng Thùy Dương', 'dang thuy duong', 'Trần Ước', 'Tran Uoc Nguyen',
  'Ấp Bắc', 'ap bac', 'Ế Ẩm', 'zulu', 'Ăn Tết', '=SUM(A1:A9)', '+84 912 345 678', '@lan, "Hà Nội"; quê', 'O\'Brien 2', null, null, null, 'Ô tô Đại Dương',
];
const states = ['pending_customer', 'pending_provider', 'confirmed', 'declined', 'rejected', 'withdrawn', 'ended', 'superseded'];

/** As the portal folds text for comparing and searching. */
const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
const wordsOf = (text) => fold(text).split(/[^a-z0-9]+/).filter(Boolean);
const matches = (asked, ...texts) => {
  const words = texts.filter(Boolean).flatMap(wordsOf);
  return wordsOf(asked).every((word) => words.some((each) => each.startsWith(word)));
};

async function accept(portal, email) {
  const { token } = await portal.mailTo(email, { template: 'invitation' });
  await portal.client().post(`/api/v1/invitations/${token}`, { password: phrase }, { expect: 204 });
  const client = portal.client({ language: 'vi' });
  assert.equal((await client.signIn(email, phrase)).status, 200);
  return client;
}

/** A partner of one's own with two people: {id, name, admin, sales}. */
async function makePartner(portal, name) {
  const provider = await portal.as('provider_admin');
  const [adminEmail, salesEmail] = [freshEmail('admin'), freshEmail('sales')];
  const { id } = (await provider.post('/api/v1/partners', {
    name, legal_name: `Công ty TNHH ${name}`, tax_code: String(Math.floor(1e9 + Math.random() * 9e9)),
    service_accounts: [freshEmail('account')], admin_email: adminEmail,
  }, { expect: 201 })).json;
  const admin = await accept(portal, adminEmail);
  await admin.post('/api/v1/staff', { email: salesEmail, name: 'Phạm Ngọc Ẩn', roles: ['sales'] }, { expect: 201 });
  return { id, name, admin, sales: await accept(portal, salesEmail) };
}

async function addAll(client, accounts, itemOf) {
  const items = accounts.map(({ email }, index) => ({ email, ...itemOf(index) }));
  const { json } = await client.post('/api/v1/registrations', { items }, { expect: 200 });
  return json.results.map(({ registration }) => registration);
}

/** Brings a pending request into the state. */
async function lead(portal, { id, email }, state, partner) {
  const approver = await portal.as('approver');
  const provider = await portal.as('provider_admin');
  if (state === 'pending_customer') return;
  if (state === 'withdrawn') {
    await partner.admin.post(`/api/v1/registrations/${id}/withdraw`, {}, { expect: 200 });
  } else if (state === 'superseded') {
    const other = await portal.as('partner_admin', { partner: 1 });
    await other.post('/api/v1/registrations', { items: [{ email }] }, { expect: 200 });
    await decide(portal, email, 'agree');
  } else {
    await decide(portal, email, state === 'declined' ? 'decline' : 'agree');
    if (state === 'rejected') await approver.post(`/api/v1/approvals/${id}/reject`, { reason: 'Thiếu giấy tờ' }, { expect: 200 });
    if (['confirmed', 'ended'].includes(state)) await approver.post(`/api/v1/approvals/${id}/approve`, {}, { expect: 200 });
    if (state === 'ended') await provider.post(`/api/v1/registrations/${id}/end`, { reason: 'Hết hợp đồng' }, { expect: 200 });
  }
}

const keys = {
  registered_at: (row) => Date.parse(row.registered_at) * 1000 + Number(/\.\d{3}(\d{3})Z$/.exec(row.registered_at)?.[1] ?? 0),
  confirmed_at: (row) => (row.confirmed_at ? keys.registered_at({ registered_at: row.confirmed_at }) : 0),
  email: (row) => row.email,
  friendly_name: (row) => fold(row.friendly_name ?? row.email),
  status: (row) => row.status,
  role: (row) => row.role,
};

function compare(a, b) {
  if (typeof a === 'number') return a - b;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** As `sort` wants them: equal ones by when they were registered and by id, in the last key's direction. */
function sorted(rows, sort) {
  const asked = sort.split(',').map((key) => ({ field: key.replace(/^-/, ''), sign: key.startsWith('-') ? -1 : 1 }));
  const { sign } = asked.at(-1);
  if (asked.length === 1) asked.push({ field: 'registered_at', sign });
  return [...rows].sort((a, b) => {
    for (const key of asked) {
      const order = compare(keys[key.field](a), keys[key.field](b)) * key.sign;
      if (order !== 0) return order;
    }
    return compare(a.id, b.id) * sign;
  });
}

const idsOf = (rows) => rows.map(({ id }) => id);
const query = (fields) => new URLSearchParams(fields).toString();

onBothEngines('the list of registrations', (portal) => {
  let partner;
  let stranger;
  let rows;  // of the partner, as it sees them, oldest first

  const list = (client, fields, options) => client.get(`/api/v1/registrations?${query(fields)}`, { expect: 200, ...options });
  const found = async (client, fields) => {
    const { data, total, total_is_exact: exact } = (await list(client, [['limit', 200], ...(Array.isArray(fields) ? fields : Object.entries(fields))])).json;
    assert.equal(total, data.length, `the total of ${JSON.stringify(fields)}`);
    assert.equal(exact, true);
    return data;
  };

  test('of a new partner is empty', async () => {
    partner = await makePartner(portal(), 'Hải Đăng Cloud');
    stranger = await makePartner(portal(), 'Bạch Mai Soft');
    assert.deepEqual((await list(partner.admin, {})).json, { data: [], next_cursor: null, total: 0, total_is_exact: true });
    const counts = (await partner.admin.get('/api/v1/registrations/counts', { expect: 200 })).json;
    assert.ok(Object.values(counts).every((count) => count === 0));
    assert.deepEqual(readCsv((await list(partner.admin, { format: 'csv' })).bytes).length, 1, 'an export has its header');
  });

  test('is sorted by each field both ways and by two, in pages that follow each other', async () => {
    const accounts = await putAccounts(portal(), Array.from({ length: 48 }, (_, i) => eligibleAccount({
      name: i % 3 ? `Cơ sở Đông Á ${i}` : `Quầy Hàng ${i}`, email: freshEmail(['binh.tran', 'AN', 'zoe'][i % 3]).toLowerCase(),
    })));
    for (let from = 0; from < accounts.length; from += 12) {
      const client = from % 24 ? partner.sales : partner.admin;
      const added = await addAll(client, accounts.slice(from, from + 12), (i) => ({
        friendly_name: names[(from + i) % names.length], role: roles[(from + i) % 3],
      }));
      for (const [i, registration] of added.entries()) await lead(portal(), registration, states[(from + i) % states.length], partner);
    }
    rows = await partner.admin.all('/api/v1/registrations?sort=registered_at');
    assert.equal(rows.length, 48);
    assert.deepEqual([...new Set(rows.map(({ status }) => status))].sort(), [...states].sort());
    assert.deepEqual(idsOf(await partner.admin.all('/api/v1/registrations')), idsOf(sorted(rows, '-registered_at')), 'newest first');
    const sorts = Object.keys(keys).flatMap((field) => [field, `-${field}`]);
    sorts.push('status,-email', '-role,friendly_name', 'friendly_name,-registered_at', '-confirmed_at,email', 'role,-status', '-registered_at,email');
    for (const sort of sorts) {
      const seen = await partner.admin.all(`/api/v1/registrations?sort=${sort}`, { limit: 7 });
      assert.deepEqual(idsOf(seen), idsOf(sorted(rows, sort)), sort);
    }
    const provider = await portal().as('auditor');
    for (const sort of sorts.filter((each) => !each.includes('friendly_name'))) {
      const seen = await provider.all(`/api/v1/registrations?partner_id=${partner.id}&sort=${sort}`, { limit: 7 });
      assert.deepEqual(idsOf(seen), idsOf(sorted(rows, sort)), `${sort} for the provider`);
    }
    await provider.get('/api/v1/registrations?sort=friendly_name', { expect: 400 });
  });

  test('is filtered by states, role and owner, alone and together', async () => {
    const cases = [
      ...states.map((status) => ({ status: [status] })),
      { status: ['pending_customer', 'confirmed', 'ended'] },
      { status: ['expired'] },
      ...roles.map((role) => ({ role })),
      { owner: 'me' },
      { status: ['pending_provider', 'declined'], role: 'Tư vấn' },
      { status: ['withdrawn'], role: 'Đối tác', owner: 'me' },
    ];
    for (const client of [partner.admin, partner.sales]) {
      for (const { status, ...rest } of cases) {
        const asked = [...Object.entries(rest), ...(status ?? []).map((each) => ['status', each])];
        const wanted = rows.filter((row) => (!status || status.includes(row.status)) && (!rest.role || row.role === rest.role)
          && (!rest.owner || row.owner?.id === client.user.id));
        const data = await found(client, [...asked, ['sort', 'email']]);
        assert.deepEqual(idsOf(data), idsOf(sorted(wanted, 'email')), JSON.stringify(asked));
      }
    }
    assert.ok(rows.some(({ owner }) => owner.id === partner.sales.user.id) && rows.some(({ owner }) => owner.id === partner.admin.user.id));
    const counts = (await partner.sales.get('/api/v1/registrations/counts', { expect: 200 })).json;
    for (const [status, count] of Object.entries(counts)) assert.equal(count, rows.filter((row) => row.status === status).length, status);
  });

  test('is searched without minding accents, case or the order of words', async () => {
    const searches = [
      'nguyen', 'NGUYỄN', 'Nguyễn Văn Đức', 'duc nguyen', 'đức', 'DUC', 'd', 'đ', 'Đặng', 'dang', 'ước', 'uoc', 'ấp', 'e', 'O Brien', 'binh', 'BINH.TRAN',
      'ha noi', '84 912', 'sum', 'khong co ai', 'nguyen khong', rows[0].email, rows[7].email.toUpperCase(), 'customers example', '%', '_', '-', '"',
    ];
    for (const q of searches) {
      const wanted = wordsOf(q).length ? rows.filter((row) => matches(q, row.friendly_name, row.email)) : [];
      assert.deepEqual(idsOf(await found(partner.admin, { q, sort: 'email' })), idsOf(sorted(wanted, 'email')), `q=${q}`);
    }
    assert.ok(rows.filter((row) => matches('nguyen', row.friendly_name)).length >= 6, 'the search has something to find');
    assert.equal((await found(partner.admin, { q: '  ' })).length, rows.length, 'blanks search nothing');
    const both = await found(partner.sales, { q: 'nguyen', status: 'confirmed', role: roles[0], sort: '-email' });
    const wanted = rows.filter((row) => row.status === 'confirmed' && row.role === roles[0] && matches('nguyen', row.friendly_name, row.email));
    assert.deepEqual(idsOf(both), idsOf(sorted(wanted, '-email')));
  });

  test('the provider searches account, address and partner, never the partner\'s friendly names', async () => {
    const provider = await portal().as('approver');
    const within = async (q) => idsOf((await found(provider, { q, sort: 'email' })).filter((row) => row.partner.id === partner.id));
    assert.deepEqual(await within('hai dang'), idsOf(sorted(rows, 'email')), 'by the partner\'s name');
    const shops = (await provider.all(`/api/v1/registrations?partner_id=${partner.id}&sort=email`)).filter(({ account_name: name }) => matches('quay', name));
    assert.equal(shops.length, 16);
    assert.deepEqual(await within('QUAY hang'), idsOf(shops));
    for (const secret of ['nguyen', 'dai duong', 'zulu']) assert.deepEqual(await within(secret), [], secret);
    for (const row of await found(provider, { partner_id: partner.id })) assert.equal(row.friendly_name, null);
    const [one] = await found(partner.admin, { q: rows[3].email });
    assert.equal(one.account_name, null, 'the name in the directory is the provider\'s');
    assert.deepEqual((await found(partner.admin, { q: 'quay' })).length, 0);
  });

  test('pages have neither gaps nor repeats while rows are added', async () => {
    const there = new Set(idsOf(await stranger.admin.all('/api/v1/registrations')));
    const accounts = await putAccounts(portal(), Array.from({ length: 120 }, () => eligibleAccount()));
    const first = await addAll(stranger.admin, accounts.slice(0, 60), (i) => ({ friendly_name: `Tên ${i % 9}`, role: roles[i % 3] }));
    first.forEach(({ id }) => there.add(id));
    let next = 60;
    const paths = ['', 'sort=registered_at', 'sort=email', 'sort=-friendly_name', 'sort=role,-email', 'status=pending_customer', 'q=ten', `role=${encodeURIComponent(roles[1])}`];
    for (const path of paths) {
      const wanted = (await stranger.admin.all(`/api/v1/registrations?${path}`)).map(({ id }) => id);
      const seen = [];
      let cursor = null;
      do {
        const page = (await stranger.admin.get(`/api/v1/registrations?limit=9&${path}${cursor ? `&cursor=${cursor}` : ''}`, { expect: 200 })).json;
        seen.push(...idsOf(page.data));
        cursor = page.next_cursor;
        if (cursor && next < accounts.length) await addAll(stranger.sales, accounts.slice(next, next += 1), () => ({ friendly_name: 'Tên 4', role: roles[1] }));
      } while (cursor);
      assert.equal(new Set(seen).size, seen.length, `${path}: a repeat`);
      const old = new Set(wanted);
      assert.deepEqual(seen.filter((id) => old.has(id)), wanted, `${path}: a gap`);
    }
    assert.ok(next > 90, 'rows were added meanwhile');
  });

  test('CSV and XLSX hold what the filter lets through, in its order, for everybody\'s eyes', async () => {
    const zoned = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'medium' });
    const moment = (text) => (text ? zoned.format(Date.parse(text)) : '');
    const labels = {
      pending_customer: 'Chờ khách hàng xác nhận', pending_provider: 'Chờ Cloud Example duyệt', confirmed: 'Đã xác nhận', declined: 'Khách hàng từ chối',
      rejected: 'Cloud Example từ chối', withdrawn: 'Đã rút yêu cầu', ended: 'Đã kết thúc', superseded: 'Khách hàng đã chọn đối tác khác',
    };
    const header = ['Tên thường dùng', 'Email', 'Vai trò của bạn', 'Trạng thái', 'Người phụ trách', 'Ngày đăng ký', 'Ngày phê duyệt'];
    const cellsOf = (row) => [row.friendly_name ?? '', row.email, row.role, labels[row.status], row.owner?.name ?? '', moment(row.registered_at), moment(row.confirmed_at)];
    const filters = [{}, { status: 'confirmed' }, { q: 'nguyen', sort: '-friendly_name' }, { role: roles[1], owner: 'me', sort: 'email' }, { q: 'khong co ai' }];
    for (const filter of filters) {
      const wanted = (await found(partner.sales, filter)).map(cellsOf);
      const csv = await list(partner.sales, { ...filter, format: 'csv', limit: 3 });
      assert.match(csv.headers.get('content-disposition'), /^attachment; filename="registrations-\d{4}-\d\d-\d\d\.csv"$/);
      assert.equal(csv.headers.get('content-type'), 'text/csv; charset=utf-8');
      const disarmed = (text) => (/^[=+\-@]/.test(text) ? `'${text}` : text);
      assert.deepEqual(readCsv(csv.bytes), [header, ...wanted.map((cells) => cells.map(disarmed))], JSON.stringify(filter));
      const xlsx = await list(partner.sales, { ...filter, format: 'xlsx' });
      assert.match(xlsx.headers.get('content-disposition'), /\.xlsx"$/);
      const book = readXlsx(xlsx.bytes);
      assert.equal(book.sheet, 'Tài khoản');
      assert.deepEqual(book.rows, [header, ...wanted], JSON.stringify(filter));
    }
    assert.equal((await found(partner.sales, {})).length, rows.length);
    const provider = await portal().as('auditor');
    const theirs = readXlsx((await list(provider, { partner_id: partner.id, sort: 'email', format: 'xlsx' })).bytes).rows;
    assert.deepEqual(theirs.slice(1).map((cells) => cells.slice(0, 3)), sorted(await found(provider, { partner_id: partner.id }), 'email')
      .map((row) => [partner.name, row.account_name, row.email]));
    assert.ok(!JSON.stringify(theirs).includes('Đại Dương'), 'friendly names stay with the partner');
  });

  test('an export of many rows is made in the background and given to whoever asked', async () => {
    const all = await stranger.admin.all('/api/v1/registrations?sort=email');
    assert.ok(all.length > 60);
    const asked = (await list(stranger.admin, { sort: 'email', format: 'xlsx' }, { expect: 202 })).json;
    assert.equal(asked.rows_total, all.length);
    const path = `/api/v1/exports/${asked.id}`;
    const done = await eventually(async () => {
      const now = (await stranger.admin.get(path, { expect: 200 })).json;
      return now.state === 'done' && now;
    });
    assert.equal(done.rows_done, all.length);
    const file = await stranger.admin.get(`${path}/file`, { expect: 200 });
    assert.deepEqual(readXlsx(file.bytes).rows.slice(1).map((cells) => cells[1]), all.map(({ email }) => email));
    for (const other of [stranger.sales, partner.admin, await portal().as('provider_admin')]) {
      await other.get(path, { expect: 404 });
      await other.get(`${path}/file`, { expect: 404 });
    }
  });

  test('nothing of it reaches another partner', async () => {
    const own = new Set(idsOf(rows));
    const seen = await stranger.admin.all('/api/v1/registrations');
    assert.ok(seen.every(({ id, partner: { id: whose } }) => !own.has(id) && whose === stranger.id));
    for (const q of ['nguyen', 'dai duong', rows[0].email, partner.name]) {
      assert.deepEqual(await found(stranger.admin, { q }), [], q);
      assert.equal(readCsv((await list(stranger.admin, { q, format: 'csv' })).bytes).length, 1);
    }
    await stranger.admin.get(`/api/v1/registrations?partner_id=${partner.id}`, { expect: 400 });
    const { next_cursor: cursor } = (await list(partner.admin, { limit: 5 })).json;
    const stolen = await stranger.admin.get(`/api/v1/registrations?limit=5&cursor=${cursor}`, { expect: 400 });
    assert.equal(stolen.json.code, 'invalid_cursor');
    assert.equal((await list(partner.sales, { limit: 5, cursor })).json.data.length, 5, 'a colleague may go on');
    await partner.admin.get(`/api/v1/registrations?limit=5&sort=email&cursor=${cursor}`, { expect: 400 });
    const { id } = rows[0];
    const nobodys = randomId('reg');
    for (const rest of ['', '/history', '/receipt']) {
      const theirs = await stranger.admin.get(`/api/v1/registrations/${id}${rest}`, { expect: 404 });
      const none = await stranger.admin.get(`/api/v1/registrations/${nobodys}${rest}`, { expect: 404 });
      assert.equal(theirs.text, none.text, 'not yours and not there are the same');
    }
    for (const act of ['resend', 'withdraw']) await stranger.admin.post(`/api/v1/registrations/${id}/${act}`, {}, { expect: 404 });
    const settled = (row) => ({ ...row, mail: null });
    const now = await partner.admin.all('/api/v1/registrations?sort=registered_at');
    assert.deepEqual(now.map(settled), rows.map(settled), 'and nothing of it changed');
  });
}, { settings: { 'export.rows_at_once': 60 } });
