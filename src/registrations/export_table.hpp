#pragma once
// The list of registrations as a table that leaves the portal: its columns and rows, in the
// reader's language. Only this room and app/ include it.

#include "exports/exports.hpp"
#include "registrations/registrations.hpp"

namespace registrations {

/// The name of the table, stored with every export of it.
constexpr std::string_view export_table_name = "registrations";

/// Everything that the filter of the list lets through, in its order; what the query is refused
/// for, the list is refused for too. Written in batches, each from a snapshot of its own. What is
/// referred to must outlive the table.
exports::Table export_table(database::Database& database, const Installation& installation);

}  // namespace registrations
