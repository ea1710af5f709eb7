#include "registrations/listing_parameters.hpp"

#include <algorithm>

namespace registrations {
namespace {

constexpr std::array<std::string_view, 9> status_names{"status_1", "status_2", "status_3",
                                                       "status_4", "status_5", "status_6",
                                                       "status_7", "status_8", "status_9"};
constexpr std::array<std::string_view, most_words> word_names{"word_1", "word_2", "word_3",
                                                              "word_4", "word_5", "word_6"};
constexpr std::array<std::string_view, most_words> word_end_names{
    "word_1_end", "word_2_end", "word_3_end", "word_4_end", "word_5_end", "word_6_end"};
constexpr std::array<std::string_view, most_words> word_by_names{
    "word_1_by", "word_2_by", "word_3_by", "word_4_by", "word_5_by", "word_6_by"};

const std::string* pointer_to(const std::optional<std::string>& text) {
  return text ? &*text : nullptr;
}

}  // namespace

const std::string& beyond_every_text() {
  static const std::string text = [] {
    std::string highest;
    for (int i = 0; i < 128; ++i) highest += "\xF4\x8F\xBF\xBF";
    return highest;
  }();
  return text;
}

void Bindings::keep(std::string_view name, std::string text) {
  add(name, kept_.emplace_back(std::move(text)));
}

void Bindings::add_range(std::string_view from, std::string_view to, const std::string* only) {
  add(from, only != nullptr ? std::string_view(*only) : std::string_view());
  add(to, only != nullptr ? std::string_view(*only) : std::string_view(beyond_every_text()));
}

database::Parameters Bindings::of(const database::Query& query) {
  chosen_.clear();
  for (const database::Parameter& parameter : all_) {
    if (std::ranges::find(query.parameters, parameter.name) != query.parameters.end())
      chosen_.push_back(parameter);
  }
  return chosen_;
}

Selection::Selection(const identity::PartnerScope& scope, const Filter& filter)
    : filter_(filter), partner_(scope.partner() ? scope.partner() : filter.partner) {
  if (scope.partner()) words_of_ = scope.partner()->text();
  if (filter.words) words_ = *filter.words;
  if (words_.size() > most_words) words_.resize(most_words);
}

bool Selection::finds_nothing() const {
  return (filter_.words && words_.empty()) || (filter_.partner && *filter_.partner != *partner_);
}

bool Selection::asks_words_alone() const {
  return filter_.statuses.empty() && !filter_.role && !filter_.owner && !filter_.partner;
}

bool Selection::asks_all() const {
  return asks_words_alone() && !filter_.words;
}

void Selection::bind(Bindings& bindings, const std::string& driving_word,
                     const std::vector<std::string>& listed_words) const {
  if (partner_) bindings.add("partner_id", *partner_);
  bindings.add_range("partner_from", "partner_to", partner_ ? &partner_->text() : nullptr);
  for (std::size_t i = 0; i < status_names.size(); ++i) {
    const Status status = filter_.statuses.empty()
                              ? static_cast<Status>(i)
                              : filter_.statuses[std::min(i, filter_.statuses.size() - 1)];
    bindings.add(status_names[i], name_of(status));
  }
  bindings.add_range("role_from", "role_to", pointer_to(filter_.role));
  bindings.add_range("owner_from", "owner_to", pointer_to(filter_.owner));
  bind_words(bindings, driving_word, listed_words);
}

void Selection::bind_word(Bindings& bindings, const std::string& word) const {
  bindings.add("words_of", words_of_);
  bindings.add("word", word);
  bindings.keep("word_end", word + beyond_every_text());
}

void Selection::bind_words(Bindings& bindings, const std::string& driving_word,
                           const std::vector<std::string>& listed_words) const {
  bindings.add("words_of", words_of_);
  bindings.add("driving_word", driving_word);
  bindings.keep("driving_word_end", driving_word + beyond_every_text());
  std::size_t place = 0;
  for (const std::string& word : words_) {
    if (word == driving_word) continue;
    const bool listed = std::ranges::find(listed_words, word) != listed_words.end();
    bindings.add(word_by_names[place], listed ? "list" : "registration");
    bindings.add(word_names[place], word);
    bindings.keep(word_end_names[place++], word + beyond_every_text());
  }
  for (; place < most_words; ++place) {
    bindings.add(word_by_names[place], "nothing");
    bindings.add(word_names[place], "");
    bindings.add(word_end_names[place], "");
  }
}

}  // namespace registrations
