#pragma once
// Exact decimals: prices, quantities and rated amounts, which are finer than a currency's minor
// unit. A value is a whole number of up to 256 bits (Boost.Multiprecision) and the digits behind
// its point; sums, differences and products are exact, and only `rounded` and `quotient` round,
// half even (IEEE 754-2008, 4.3.1: a tie goes to the even digit). Beyond 256 bits
// std::overflow_error is thrown: limits at the door keep values far below that.

#include <boost/multiprecision/cpp_int.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace base {

class Decimal {
 public:
  Decimal() = default;
  Decimal(std::int64_t whole) : coefficient_(whole) {}

  /// Digits, at most one point with digits on both sides, a minus before it: "1250.5", "-0.001".
  /// Nothing for anything else, also for "+1", "1e3", "1,000", ".5", "5." and more digits than
  /// allowed.
  static std::optional<Decimal> parse(std::string_view text, std::size_t most_before_point,
                                      std::size_t most_behind_point);
  /// From our own database, which holds only what `text` wrote.
  static Decimal stored(std::string_view text);

  /// Without exponent or needless zeros: "1250.5", "0", "-0.001".
  std::string text() const;

  Decimal operator-() const;
  friend Decimal operator+(const Decimal& left, const Decimal& right);
  friend Decimal operator-(const Decimal& left, const Decimal& right);
  friend Decimal operator*(const Decimal& left, const Decimal& right);
  friend bool operator==(const Decimal& left, const Decimal& right);
  friend bool operator<(const Decimal& left, const Decimal& right);

  bool is_zero() const { return coefficient_ == 0; }

  /// So many hundredths of a percent of it, exactly.
  Decimal share(int basis_points) const;

  /// With at most so many digits behind the point, half even.
  Decimal rounded(int places) const;

  /// dividend / divisor with at most so many digits behind the point, half even. The divisor is not
  /// zero (ENSUREd).
  static Decimal quotient(const Decimal& dividend, const Decimal& divisor, int places);

 private:
  using Integer = boost::multiprecision::number<boost::multiprecision::cpp_int_backend<
      256, 256, boost::multiprecision::signed_magnitude, boost::multiprecision::checked, void>>;

  Decimal(Integer coefficient, int scale);
  static Integer power_of_ten(int exponent);
  static Integer divided_half_even(const Integer& dividend, const Integer& divisor);
  Integer scaled_to(int scale) const;

  Integer coefficient_ = 0;  // the value times 10^scale_, without needless zeros
  int scale_ = 0;
};

}  // namespace base
