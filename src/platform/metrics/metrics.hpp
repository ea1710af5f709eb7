#pragma once
// Counters, gauges and histograms for Prometheus (text format 0.0.4), by prometheus-cpp.

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace metrics {

using Labels = std::map<std::string, std::string>;

/// Names are `portal_…_total`, `…_seconds`; labels come from fixed sets, never from input.
void count(const std::string& name, const std::string& help, const Labels& labels = {},
           double by = 1);
void observe_seconds(const std::string& name, const std::string& help, const Labels& labels,
                     double seconds);
/// Asked each time the metrics are read; a second one of a name takes the place of the first, and
/// an empty function takes it away: do so before what it looks at dies. An exception shows as NaN.
void gauge(const std::string& name, const std::string& help, std::function<double()> value);
std::string render();

}  // namespace metrics
