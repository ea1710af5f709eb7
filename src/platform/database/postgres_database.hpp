#pragma once
// The engine by URL: a pool of connections, SERIALIZABLE writes, REPEATABLE READ snapshots for
// reading. A write runs beside others first; when it collides, or waits long for a row, it runs
// again while no other write of any copy of the program runs, so that it cannot collide for ever.
// Who runs how is a lock on the table schema_migration, which nobody else locks while the program
// serves.

#include "platform/database/database.hpp"

namespace database::postgres {

std::unique_ptr<Database> open(const Options& options, Open mode);

}  // namespace database::postgres
