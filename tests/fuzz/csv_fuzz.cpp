// Whatever the bytes: records hold what the limits and the header promise, or there is an error.
#include <cstdint>
#include <sstream>

#include "base/text.hpp"
#include "platform/spreadsheet/spreadsheet.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  spreadsheet::CsvLimits limits;
  limits.bytes = 4096;
  limits.columns = 8;
  limits.field_bytes = 64;
  limits.rows = 50;
  std::istringstream input(std::string(reinterpret_cast<const char*>(data), size));
  std::size_t line = 0;
  std::size_t records = 0;
  const auto result =
      spreadsheet::read_csv(input, limits, [&](const spreadsheet::CsvRecord& record) {
        ENSURE(record.line > line);
        line = record.line;
        ENSURE(++records <= limits.rows + 1);
        ENSURE(!record.fields.empty() && record.fields.size() <= limits.columns);
        for (const auto& field : record.fields)
          ENSURE(field.size() <= limits.field_bytes && base::is_utf8(field));
        return true;
      });
  ENSURE(result || result.error().code.starts_with("csv."));
  return 0;
}
