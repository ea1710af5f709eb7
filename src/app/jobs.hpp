#pragma once
// The whole job table: what happens by the clock and in the background.

#include "app/application.hpp"
#include "exports/exports.hpp"
#include "platform/jobs/jobs.hpp"

namespace app {

std::vector<jobs::Recurring> recurring_jobs(Installation& installation,
                                            notifications::Outbox& outbox,
                                            const exports::Exports& exports);

}  // namespace app
