#pragma once
// The embedded engine: portal.db in a directory, one writer thread, a pool of readers.

#include "platform/database/database.hpp"

namespace database::sqlite {

std::unique_ptr<Database> open(const Options& options, Open mode);

}  // namespace database::sqlite
