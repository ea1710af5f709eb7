#include "platform/metrics/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <exception>
#include <limits>
#include <mutex>

namespace metrics {
namespace {

using Counters = prometheus::Family<prometheus::Counter>;
using Histograms = prometheus::Family<prometheus::Histogram>;

struct Asked {
  std::string help;
  std::function<double()> value;
};

// From a millisecond to half a minute, about three steps in ten.
const prometheus::Histogram::BucketBoundaries seconds_buckets{
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};

class Collection {
 public:
  void count(const std::string& name, const std::string& help, const Labels& labels, double by) {
    family(counters_, name,
           [&]() -> Counters& {
             return prometheus::BuildCounter().Name(name).Help(help).Register(registry_);
           })
        .Add(labels)
        .Increment(by);
  }

  void observe(const std::string& name, const std::string& help, const Labels& labels,
               double seconds) {
    family(histograms_, name,
           [&]() -> Histograms& {
             return prometheus::BuildHistogram().Name(name).Help(help).Register(registry_);
           })
        .Add(labels, seconds_buckets)
        .Observe(seconds);
  }

  void ask(const std::string& name, const std::string& help, std::function<double()> value) {
    const std::lock_guard lock(asked_mutex_);
    if (value) {
      asked_[name] = Asked{help, std::move(value)};
    } else {
      asked_.erase(name);
    }
  }

  std::string render() {
    auto families = registry_.Collect();
    {
      const std::lock_guard lock(asked_mutex_);
      for (const auto& [name, asked] : asked_) families.push_back(answer(name, asked));
    }
    return prometheus::TextSerializer().Serialize(families);
  }

 private:
  template <class Family, class Make>
  Family& family(std::map<std::string, Family*>& known, const std::string& name, Make&& make) {
    const std::lock_guard lock(families_mutex_);
    auto& found = known[name];
    if (found == nullptr) found = &make();
    return *found;
  }

  static prometheus::MetricFamily answer(const std::string& name, const Asked& asked) {
    prometheus::ClientMetric metric;
    try {
      metric.gauge.value = asked.value();
    } catch (const std::exception&) {
      // One part that cannot answer hides no other metric.
      metric.gauge.value = std::numeric_limits<double>::quiet_NaN();
    }
    return {name, asked.help, prometheus::MetricType::Gauge, {metric}};
  }

  prometheus::Registry registry_;
  std::mutex families_mutex_;
  std::map<std::string, Counters*> counters_;
  std::map<std::string, Histograms*> histograms_;
  std::mutex asked_mutex_;
  std::map<std::string, Asked> asked_;
};

Collection& collection() {
  static Collection made;
  return made;
}

}  // namespace

void count(const std::string& name, const std::string& help, const Labels& labels, double by) {
  collection().count(name, help, labels, by);
}

void observe_seconds(const std::string& name, const std::string& help, const Labels& labels,
                     double seconds) {
  collection().observe(name, help, labels, seconds);
}

void gauge(const std::string& name, const std::string& help, std::function<double()> value) {
  collection().ask(name, help, std::move(value));
}

std::string render() {
  return collection().render();
}

}  // namespace metrics
