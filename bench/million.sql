-- 1,000,000 registrations over the partners that are there: 100,000 of the first one, the rest spread evenly.
-- Each has an account, a customer where the state wants one, the mail, one line of history, the counters and the
-- words by which it is found; the directory's own words and history, checks, receipts and audit entries are left
-- out, because nothing that is measured reads them. For an SQLite database that holds partners and people only.
BEGIN;

CREATE TEMP TABLE kind (i INTEGER PRIMARY KEY, name TEXT, folded TEXT);
INSERT INTO kind VALUES (0, 'Công ty', 'cong ty'), (1, 'Cửa hàng', 'cua hang'), (2, 'Trường', 'truong'),
  (3, 'Bệnh viện', 'benh vien'), (4, 'Xưởng', 'xuong'), (5, 'Hợp tác xã', 'hop tac xa'), (6, 'Nhà sách', 'nha sach');
CREATE TEMP TABLE given (i INTEGER PRIMARY KEY, name TEXT, folded TEXT);
INSERT INTO given VALUES (0, 'Ánh Dương', 'anh duong'), (1, 'Bình Minh', 'binh minh'), (2, 'Cát Tường', 'cat tuong'),
  (3, 'Đại Phát', 'dai phat'), (4, 'Gia Hưng', 'gia hung'), (5, 'Hải Đăng', 'hai dang'), (6, 'Khánh Linh', 'khanh linh'),
  (7, 'Lam Sơn', 'lam son'), (8, 'Minh Châu', 'minh chau'), (9, 'Ngọc Lan', 'ngoc lan'), (10, 'Phú Quý', 'phu quy'),
  (11, 'Quang Trung', 'quang trung'), (12, 'Sông Hồng', 'song hong'), (13, 'Tân Tiến', 'tan tien'),
  (14, 'Uyên Phương', 'uyen phuong'), (15, 'Việt Hà', 'viet ha'), (16, 'Xuân Mai', 'xuan mai'),
  (17, 'Yên Bình', 'yen binh'), (18, 'Thiên Ân', 'thien an'), (19, 'Trường An', 'truong an'), (20, 'Đông Á', 'dong a'),
  (21, 'Hòa Bình', 'hoa binh'), (22, 'Kim Long', 'kim long'), (23, 'Mỹ Lệ', 'my le'), (24, 'Nhật Tân', 'nhat tan'),
  (25, 'Phong Vũ', 'phong vu'), (26, 'Quốc Bảo', 'quoc bao'), (27, 'Tâm Đức', 'tam duc'), (28, 'Vạn Lộc', 'van loc');
CREATE TEMP TABLE trade (i INTEGER PRIMARY KEY, name TEXT, folded TEXT);
INSERT INTO trade VALUES (0, 'Logistics', 'logistics'), (1, 'Thủy sản', 'thuy san'), (2, 'Phần mềm', 'phan mem'),
  (3, 'Dệt may', 'det may'), (4, 'Xây dựng', 'xay dung'), (5, 'Dược phẩm', 'duoc pham'), (6, 'Nội thất', 'noi that'),
  (7, 'Truyền thông', 'truyen thong'), (8, 'Du lịch', 'du lich'), (9, 'Giáo dục', 'giao duc'), (10, 'Cơ khí', 'co khi');
CREATE TEMP TABLE place (i INTEGER PRIMARY KEY, state TEXT);  -- of 100, how many are in which state
INSERT INTO place SELECT value, CASE WHEN value < 60 THEN 'confirmed' WHEN value < 72 THEN 'pending_customer'
    WHEN value < 77 THEN 'pending_provider' WHEN value < 82 THEN 'declined' WHEN value < 85 THEN 'rejected'
    WHEN value < 91 THEN 'expired' WHEN value < 94 THEN 'withdrawn' WHEN value < 97 THEN 'superseded' ELSE 'ended' END
  FROM generate_series(0, 99);
CREATE TEMP TABLE label (i INTEGER PRIMARY KEY, role TEXT);
INSERT INTO label VALUES (0, 'Đối tác'), (1, 'Đối tác'), (2, 'Tư vấn'), (3, 'Triển khai'), (4, 'Hỗ trợ kỹ thuật');
CREATE TEMP TABLE seller AS
  SELECT row_number() OVER (ORDER BY partner.id) - 1 AS i, partner.id, organization.folded_name,
    (SELECT MIN(person.id) FROM person WHERE person.partner_id = partner.id) AS person_id
  FROM partner JOIN organization ON organization.id = partner.id;
CREATE TEMP TABLE moment AS SELECT CAST(strftime('%s', 'now') AS INTEGER) * 1000000 AS now_us;

CREATE TEMP TABLE subject AS
  SELECT n.value AS n, printf('%022x', n.value) AS tail, seller.id AS partner_id, seller.person_id,
    seller.folded_name AS seller, place.state, label.role,
    kind.name || ' ' || given.name || ' ' || trade.name AS name,
    kind.folded || ' ' || given.folded || ' ' || trade.folded AS folded,
    given.name || ' – ' || trade.name AS friendly, given.folded || ' ' || trade.folded AS friendly_folded,
    'c' || n.value || '@' || replace(given.folded, ' ', '') || '.example' AS email,
    'c' || n.value || ' ' || replace(given.folded, ' ', '') || ' example' AS email_words,
    moment.now_us - 86400000000 - (1000000 - n.value) * 60000000 AS registered_us, moment.now_us
  FROM generate_series(0, 999999) AS n, moment
  JOIN seller ON seller.i = CASE WHEN n.value % 10 = 0 THEN 0
    ELSE 1 + (n.value / 10 * 9 + n.value % 10) % ((SELECT COUNT(*) FROM seller) - 1) END
  JOIN place ON place.i = (n.value * 7919 / 13) % 100
  JOIN label ON label.i = (n.value / 3) % 5
  JOIN kind ON kind.i = (n.value * 31 / 7) % 7
  JOIN given ON given.i = (n.value * 17 / 10) % 29
  JOIN trade ON trade.i = (n.value * 13 / 10) % 11;

INSERT INTO account
  SELECT 'acc_01m1' || tail, '', email, name, folded, 'vi', 'enterprise', TRUE, 'prepaid', 0, 0, 0, 'VND', 0, FALSE,
    FALSE, FALSE, FALSE, now_us, registered_us, 1
  FROM subject ORDER BY n;
INSERT INTO outbox
  SELECT 'msg_01m1' || tail, email, 'vi', 'one', 'consent', '{}', NULL, NULL, NULL, NULL, 'reg_01m1' || tail, partner_id,
    FALSE, 5, 'consent', 'sent', 1, registered_us, registered_us, registered_us, 0, '250 OK', registered_us, registered_us
  FROM subject ORDER BY n;
INSERT INTO registration (id, partner_id, account_id, email, account_name, friendly_name, sort_name, role, owner_id,
    status, registered_at_us, expires_at_us, customer_decided_at_us, provider_decided_at_us, confirmed_at_us,
    due_at_us, unmet_rules, consent_nonce, consent_sends, consent_text_version, consent_sent_at_us,
    consent_wrong_codes, retract_wrong_codes, reminders_sent, overdue_mailed, mail_id, version)
  SELECT 'reg_01m1' || tail, partner_id, 'acc_01m1' || tail, email, name, friendly, friendly_folded, role, person_id, state,
    registered_us, CASE state WHEN 'pending_customer' THEN now_us + 1728000000000 ELSE registered_us + 2592000000000 END,
    CASE WHEN state IN ('pending_provider', 'confirmed', 'rejected', 'ended', 'declined') THEN registered_us + 3600000000 END,
    CASE WHEN state IN ('confirmed', 'rejected', 'ended') THEN registered_us + 7200000000 END,
    CASE WHEN state IN ('confirmed', 'ended') THEN registered_us + 7200000000 END,
    CASE WHEN state IN ('pending_provider', 'confirmed', 'rejected', 'ended') THEN now_us + 259200000000 END,
    '', substr(tail, 1, 22), 1, '1-bench', registered_us, 0, 0, 3, FALSE, 'msg_01m1' || tail, 1
  FROM subject ORDER BY partner_id, n;
INSERT INTO customer (account_id, partner_id, registration_id, claimed_at_us, since_at_us, until_at_us)
  SELECT 'acc_01m1' || tail, partner_id, 'reg_01m1' || tail, registered_us + 3600000000,
    CASE state WHEN 'confirmed' THEN registered_us + 7200000000 END, NULL
  FROM subject WHERE state IN ('confirmed', 'pending_provider') ORDER BY n;
INSERT INTO registration_history
  SELECT 'reg_01m1' || tail, 1, registered_us, 'add', NULL, 'pending_customer', 'person', person_id, 'Bench', '', NULL, NULL, NULL
  FROM subject ORDER BY n;
INSERT INTO registration_count SELECT partner_id, state, COUNT(*) FROM subject GROUP BY partner_id, state;

CREATE TEMP TABLE said AS
  SELECT 'reg_01m1' || tail AS id, partner_id, friendly_folded || ' ' || email_words AS text FROM subject
  UNION ALL
  SELECT 'reg_01m1' || tail, '', folded || ' ' || email_words || ' ' || seller FROM subject;
INSERT INTO registration_word (partner_id, word, registration_id)
  WITH RECURSIVE cut (id, partner_id, word, rest) AS (
    SELECT id, partner_id, '', text || ' ' FROM said
    UNION ALL
    SELECT id, partner_id, substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1)
    FROM cut WHERE rest <> '')
  SELECT DISTINCT partner_id, word, id FROM cut WHERE word <> '' ORDER BY partner_id, word, id;
COMMIT;
PRAGMA journal_mode = WAL;
