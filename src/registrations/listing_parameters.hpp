#pragma once
// What the queries of listing.cpp are given. Every query of a filter takes the same names, or some
// of them; a condition that is not asked for is a range of everything. Only listing.cpp includes
// it.

#include <deque>

#include "registrations/listing.hpp"

namespace registrations {

/// Behind every text of ours: 128 times U+10FFFF, and no name is longer.
const std::string& beyond_every_text();

constexpr std::size_t most_words = 6;

/// Whether a query knows the filter: the last axis of those that have both.
enum class Filtered { none, some };

/// An enumerator as the index of an array of queries.
template <class Enum>
constexpr std::size_t at(Enum value) {
  return static_cast<std::size_t>(value);
}

/// Parameters, with the texts that they borrow.
class Bindings {
 public:
  /// The texts of `value` are the caller's.
  void add(std::string_view name, database::Value value) { all_.push_back({name, value}); }
  void keep(std::string_view name, std::string text);
  /// From "" to beyond every text, or only this one.
  void add_range(std::string_view from, std::string_view to, const std::string* only);
  /// Those of them that the query has. Good until the next call.
  database::Parameters of(const database::Query& query);

 private:
  std::vector<database::Parameter> all_;
  std::vector<database::Parameter> chosen_;
  std::deque<std::string> kept_;
};

/// A filter within a scope.
class Selection {
 public:
  Selection(const identity::PartnerScope& scope, const Filter& filter);

  /// Whose rows: the scope's partner, or the one that the provider asks for.
  const std::optional<base::PartnerId>& partner() const { return partner_; }
  const Filter& filter() const { return filter_; }
  /// At most six; the words behind them do not narrow the search.
  const std::vector<std::string>& words() const { return words_; }
  bool finds_nothing() const;
  /// Nothing but words is asked, so that the registrations need not be looked at.
  bool asks_words_alone() const;
  bool asks_all() const;

  /// All of it; the word that drives the query is left out of the others.
  void bind(Bindings& bindings, const std::string& driving_word,
            const std::vector<std::string>& listed_words) const;
  void bind_word(Bindings& bindings, const std::string& word) const;

 private:
  void bind_words(Bindings& bindings, const std::string& driving_word,
                  const std::vector<std::string>& listed_words) const;

  const Filter& filter_;
  std::optional<base::PartnerId> partner_;
  std::string words_of_;  // a partner's own words; the provider's stand under ""
  std::vector<std::string> words_;
};

}  // namespace registrations
