#include "base/decimal.hpp"

#include <algorithm>

#include "base/result.hpp"

namespace base {
namespace {

bool is_digits(std::string_view text, std::size_t most) {
  return !text.empty() && text.size() <= most &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// Boost reads a leading zero as the sign of an octal number.
std::string without_leading_zeros(std::string digits) {
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
  return digits;
}

}  // namespace

Decimal::Decimal(Integer coefficient, int scale)
    : coefficient_(std::move(coefficient)), scale_(scale) {
  while (scale_ > 0 && coefficient_ % 10 == 0) {
    coefficient_ /= 10;
    --scale_;
  }
}

Decimal::Integer Decimal::power_of_ten(int exponent) {
  return boost::multiprecision::pow(Integer(10), static_cast<unsigned>(exponent));
}

Decimal::Integer Decimal::scaled_to(int scale) const {
  return coefficient_ * power_of_ten(scale - scale_);
}

std::optional<Decimal> Decimal::parse(std::string_view text, std::size_t most_before_point,
                                      std::size_t most_behind_point) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const auto point = text.find('.');
  const auto before = text.substr(0, point);
  const auto behind = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  if (!is_digits(before, most_before_point)) return std::nullopt;
  if (point != std::string_view::npos && !is_digits(behind, most_behind_point)) return std::nullopt;
  const Integer coefficient(without_leading_zeros(std::string(before) + std::string(behind)));
  return Decimal(negative ? Integer(-coefficient) : coefficient, static_cast<int>(behind.size()));
}

Decimal Decimal::stored(std::string_view text) {
  constexpr std::size_t any = 76;
  auto value = parse(text, any, any);
  ENSURE(value.has_value());
  return *std::move(value);
}

std::string Decimal::text() const {
  std::string digits = Integer(boost::multiprecision::abs(coefficient_)).str();
  const auto behind = static_cast<std::size_t>(scale_);
  if (behind > 0) {
    if (digits.size() <= behind) digits.insert(0, behind + 1 - digits.size(), '0');
    digits.insert(digits.size() - behind, ".");
  }
  return coefficient_ < 0 ? "-" + digits : digits;
}

Decimal Decimal::operator-() const {
  return {Integer(-coefficient_), scale_};
}

Decimal operator+(const Decimal& left, const Decimal& right) {
  const int scale = std::max(left.scale_, right.scale_);
  return {Decimal::Integer(left.scaled_to(scale) + right.scaled_to(scale)), scale};
}

Decimal operator-(const Decimal& left, const Decimal& right) {
  return left + -right;
}

Decimal operator*(const Decimal& left, const Decimal& right) {
  return {Decimal::Integer(left.coefficient_ * right.coefficient_), left.scale_ + right.scale_};
}

bool operator==(const Decimal& left, const Decimal& right) {
  return left.scale_ == right.scale_ && left.coefficient_ == right.coefficient_;
}

bool operator<(const Decimal& left, const Decimal& right) {
  const int scale = std::max(left.scale_, right.scale_);
  return left.scaled_to(scale) < right.scaled_to(scale);
}

Decimal Decimal::share(int basis_points) const {
  constexpr int digits_of_a_basis_point = 4;
  return {Integer(coefficient_ * basis_points), scale_ + digits_of_a_basis_point};
}

Decimal::Integer Decimal::divided_half_even(const Integer& dividend, const Integer& divisor) {
  Integer quotient;
  Integer rest;
  boost::multiprecision::divide_qr(Integer(boost::multiprecision::abs(dividend)),
                                   Integer(boost::multiprecision::abs(divisor)), quotient, rest);
  const Integer twice = rest * 2;
  const Integer whole = boost::multiprecision::abs(divisor);
  if (twice > whole || (twice == whole && quotient % 2 != 0)) ++quotient;
  const bool negative = (dividend < 0) != (divisor < 0);
  return negative ? Integer(-quotient) : quotient;
}

Decimal Decimal::rounded(int places) const {
  if (scale_ <= places) return *this;
  return {divided_half_even(coefficient_, power_of_ten(scale_ - places)), places};
}

Decimal Decimal::quotient(const Decimal& dividend, const Decimal& divisor, int places) {
  ENSURE(!divisor.is_zero());
  const int shift = places + divisor.scale_ - dividend.scale_;
  const Integer above =
      shift >= 0 ? Integer(dividend.coefficient_ * power_of_ten(shift)) : dividend.coefficient_;
  const Integer below =
      shift >= 0 ? divisor.coefficient_ : Integer(divisor.coefficient_ * power_of_ten(-shift));
  return {divided_half_even(above, below), places};
}

}  // namespace base
