#pragma once
// What the two writers share. Of platform/spreadsheet only.

#include "platform/spreadsheet/spreadsheet.hpp"

namespace spreadsheet {

/// A file that did not exist before, of mode 0600, removed again unless `keep` is called.
class Target {
 public:
  explicit Target(const std::filesystem::path& file);
  ~Target();
  Target(const Target&) = delete;
  Target& operator=(const Target&) = delete;
  const std::filesystem::path& file() const { return file_; }
  void keep() { kept_ = true; }

 private:
  std::filesystem::path file_;
  bool kept_ = false;
};

/// The text with U+FFFD for what neither format can carry: NUL, bytes that are no UTF-8, and the
/// code points that XML has no way to write.
std::string presentable(std::string_view text);

std::unique_ptr<Writer> create_csv(const std::filesystem::path& target,
                                   const std::vector<std::string>& header, const std::string& zone);
std::unique_ptr<Writer> create_xlsx(const std::filesystem::path& target, const std::string& sheet,
                                    const std::vector<std::string>& header,
                                    const std::string& zone);

}  // namespace spreadsheet
