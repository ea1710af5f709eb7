#pragma once
// The whole job table: what happens by the clock and in the background.

#include "app/application.hpp"
#include "platform/jobs/jobs.hpp"
#include "registrations/exports.hpp"

namespace app {

std::vector<jobs::Recurring> recurring_jobs(Installation& installation,
                                            notifications::Outbox& outbox,
                                            const registrations::Exports& exports);

}  // namespace app
