#pragma once
// The engine by URL: a pool of connections, SERIALIZABLE writes that are run again when they
// collide, REPEATABLE READ snapshots for reading.

#include "platform/database/database.hpp"

namespace database::postgres {

std::unique_ptr<Database> open(const Options& options, Open mode);

}  // namespace database::postgres
