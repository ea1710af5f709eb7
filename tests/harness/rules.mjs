// The rules of eligibility as people read them: the glossary's sentence of each, with the demo's
// provider, and a word by which the English one is known; and facts that fail one rule each.

export const sentences = {
  account_not_found: ['Email này chưa có tài khoản Cloud Example. Hãy mời khách hàng đăng ký tài khoản tại https://register.example.com rồi kiểm tra lại.', /no Cloud Example account.*https:\/\/register\.example\.com/],
  not_verified: ['Email của tài khoản chưa được xác minh. Khách hàng cần hoàn tất xác minh email với Cloud Example.', /not verified/],
  has_credit_balance: ['Số dư credit của tài khoản, kể cả phần tạm giữ, phải bằng 0. Khách hàng liên hệ Cloud Example để xử lý số dư rồi kiểm tra lại.', /balance.*must be 0/],
  has_credit_advance: ['Tài khoản đang có credit được tạm ứng. Khách hàng cần hoàn trả khoản tạm ứng cho Cloud Example.', /credit advanced/],
  has_services_in_use: ['Tài khoản đang sử dụng dịch vụ Cloud Example, kể cả dịch vụ trong thùng rác. Khách hàng cần xóa hẳn các dịch vụ này.', /uses Cloud Example services/],
  has_provider_discount: ['Tài khoản đang được hưởng chiết khấu của Cloud Example. Khách hàng liên hệ Cloud Example để ngừng chiết khấu.', /discount from Cloud Example/],
  in_poc: ['Tài khoản đang trong giai đoạn POC. Hãy đăng ký lại sau khi giai đoạn POC kết thúc.', /POC/],
  not_prepaid: ['Tài khoản không phải là tài khoản trả trước. Khách hàng liên hệ Cloud Example để chuyển đổi.', /not a prepaid account/],
  is_own_account: ['Đây là tài khoản của chính công ty bạn.', /your own company/],
  is_partner: ['Tài khoản này là tài khoản của một đối tác, không thể đăng ký làm khách hàng.', /a partner's account/],
  belongs_to_partner: ['Tài khoản này đã thuộc hoặc đang chờ duyệt cho một đối tác. Khách hàng liên hệ Cloud Example nếu có nhầm lẫn.', /belongs to a partner or awaits approval/],
  already_requested: ['Đã có yêu cầu cho tài khoản này, đang chờ khách hàng xác nhận. Bạn có thể gửi lại email.', /awaits the customer.*resend/],
  declined_recently: [/^Khách hàng vừa từ chối yêu cầu của công ty bạn\. Có thể gửi lại từ ngày \d\d\/\d\d\/\d{4}\.$/, /recently declined.*ask again from \d\d\/\d\d\/\d{4}/],
  is_provider_customer: ['Tài khoản này đã là khách hàng của Cloud Example nên không thể đăng ký qua đối tác. Hãy liên hệ Cloud Example.', /already is a customer of Cloud Example/],
  check_limit_reached: ['Công ty bạn đã dùng hết số lượt kiểm tra hôm nay. Vui lòng thử lại vào ngày mai.', /used up today's checks.*tomorrow/],
  not_eligible: ['Tài khoản chưa đủ điều kiện. Khách hàng có thể liên hệ Cloud Example để biết lý do.', /not eligible/],
};

/** What is wrong with a reason {code, message, action} that somebody reads in this language; nothing when it is right. */
export function complaintAbout({ code, message, action }, language) {
  const said = `${message} ${action}`;
  const wanted = sentences[code]?.[language === 'vi' ? 0 : 1];
  if (wanted === undefined) return `${code} is no rule`;
  const right = typeof wanted === 'string' ? said.startsWith(wanted) : wanted.test(said);
  if (!right) return `${code} says in ${language}: ${said}`;
  if (/\{[a-z_]+\}/.test(said)) return `${code} has an empty place: ${said}`;
  return null;
}

const money = (amount) => ({ amount, currency: 'VND' });

/** Facts about an otherwise eligible account, by the one rule that they fail, in the order of the rules. */
export const spoilt = {
  not_verified: [{ verified: false }],
  has_credit_balance: [{ credit_balance: money(1) }, { credit_balance: money(-1) }, { credit_held: money(1) }, { credit_balance: money(-5), credit_held: money(5) }],
  has_credit_advance: [{ credit_advance: money(1) }],
  has_services_in_use: [{ services_in_use: 1 }],
  has_provider_discount: [{ provider_discount: true }],
  in_poc: [{ in_poc: true }],
  not_prepaid: [{ payment_type: 'postpaid' }],
};

/** Facts that fail all of these rules at once. */
export const allSpoilt = Object.assign({}, ...Object.values(spoilt).map(([first]) => first));

/** Numbers that a reader must not learn from a sentence. */
export const amounts = { credit_balance: money(987654321), credit_held: money(123456789), credit_advance: money(555444333), services_in_use: 7717 };
