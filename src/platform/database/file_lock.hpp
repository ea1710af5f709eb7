#pragma once
// A lock that one process holds for as long as it lives (flock(2)): gone when it dies, however it
// dies.

#include <filesystem>
#include <optional>
#include <utility>

namespace database {

class FileLock {
 public:
  /// Nothing when another one holds it. Throws std::system_error when the file cannot be made.
  static std::optional<FileLock> take(const std::filesystem::path& file);
  FileLock(FileLock&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
  FileLock& operator=(FileLock&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace database
