#pragma once
// The log: one line a record on standard error, "2026-11-22T10:00:00.000Z info http request id=…
// status=200". A value that holds anything but plain ASCII characters stands in quotes and is
// escaped
// (\" \\ \n \r \t \xNN \u{NNNN}), so that a CR, LF or ANSI sequence never starts a record; it is
// cut after 4 KiB. Secrets never get here.

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace log_record {

enum class Level { debug, info, warning, error };
using Field = std::pair<std::string_view, std::string>;

/// `info` until it is called.
void set_level(Level least);
/// `room` is who speaks, `event` what happened, in a few fixed words.
void write(Level level, std::string_view room, std::string_view event,
           std::initializer_list<Field> fields = {});
inline void info(std::string_view room, std::string_view event,
                 std::initializer_list<Field> fields = {}) {
  write(Level::info, room, event, fields);
}
inline void warning(std::string_view room, std::string_view event,
                    std::initializer_list<Field> fields = {}) {
  write(Level::warning, room, event, fields);
}
inline void error(std::string_view room, std::string_view event,
                  std::initializer_list<Field> fields = {}) {
  write(Level::error, room, event, fields);
}

}  // namespace log_record
