#pragma once
// The columns and rows of an export, in the reader's language. Only this room includes it.

#include "platform/spreadsheet/spreadsheet.hpp"
#include "registrations/asked.hpp"

namespace registrations {

/// Told after each batch how many rows are written; false stops the export.
using Progress = std::function<bool(std::int64_t rows)>;

/// Writes everything that the filter lets through to `target`, in batches, each from a snapshot of
/// its own; memory does not grow with the rows. Returns the rows, or nothing when `progress`
/// stopped it.
std::optional<std::int64_t> write_table(database::Database& database, const Asked& asked,
                                        const View& view, const std::filesystem::path& target,
                                        const Progress& progress);

}  // namespace registrations
