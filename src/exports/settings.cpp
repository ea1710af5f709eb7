#include "exports/exports.hpp"

namespace exports {

Settings read_settings(config::Reader& reader) {
  Settings settings;
  settings.rows_at_once = static_cast<int>(
      reader.integer("export.rows_at_once", settings.rows_at_once, 1, 1'000'000,
                     "Rows that an export answers at once; more become a background job."));
  return settings;
}

}  // namespace exports
