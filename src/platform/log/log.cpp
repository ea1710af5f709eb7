#include "platform/log/log.hpp"

#include <fmt/core.h>
#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <memory>

#include "base/utf8.hpp"

namespace log_record {
namespace {

// Beyond it a value is cut: one record stays one line that people can read.
constexpr std::size_t longest_value = 4096;

spdlog::level::level_enum of(Level level) {
  switch (level) {
    case Level::debug:
      return spdlog::level::debug;
    case Level::info:
      return spdlog::level::info;
    case Level::warning:
      return spdlog::level::warn;
    case Level::error:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

spdlog::logger& logger() {
  static const auto made = [] {
    auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    auto result = std::make_unique<spdlog::logger>("portal", std::move(sink));
    result->set_formatter(std::make_unique<spdlog::pattern_formatter>(
        "%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc, "\n"));
    // A log that cannot be written stops nothing.
    result->set_error_handler([](const std::string&) {});
    return result;
  }();
  return *made;
}

bool stands_bare(std::string_view value) {
  return !value.empty() && std::all_of(value.begin(), value.end(), [](char c) {
    return c > ' ' && c < 0x7F && c != '"' && c != '\\' && c != '=';
  });
}

void append_escaped(std::string& record, std::string_view text) {
  base::each_code_point(text.substr(0, longest_value), [&](UChar32 c, std::string_view bytes) {
    if (c < 0) {
      for (const char byte : bytes)
        record += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
    } else if (c == '\n') {
      record += "\\n";
    } else if (c == '\r') {
      record += "\\r";
    } else if (c == '\t') {
      record += "\\t";
    } else if (c == '"' || c == '\\') {
      record += '\\';
      record += bytes;
    } else if (c != ' ' && u_isgraph(c) == 0) {
      // Control and format characters, among them those that turn the direction of writing.
      record += fmt::format("\\u{{{:x}}}", static_cast<std::uint32_t>(c));
    } else {
      record += bytes;
    }
    return true;
  });
  if (text.size() > longest_value) record += "...";
}

}  // namespace

void set_level(Level least) {
  logger().set_level(of(least));
}

void write(Level level, std::string_view room, std::string_view event,
           std::initializer_list<Field> fields) {
  if (!logger().should_log(of(level))) return;
  std::string record;
  append_escaped(record, room);
  record += ' ';
  append_escaped(record, event);
  for (const auto& [name, value] : fields) {
    record += ' ';
    append_escaped(record, name);
    record += '=';
    if (value.size() <= longest_value && stands_bare(value)) {
      record += value;
    } else {
      record += '"';
      append_escaped(record, value);
      record += '"';
    }
  }
  logger().log(of(level), record);
  // Whoever waits for a record, people and tests alike, sees it at once.
  logger().flush();
}

}  // namespace log_record
