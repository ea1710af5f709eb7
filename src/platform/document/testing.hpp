#pragma once
// For tests only: what other people's programs read in a PDF (poppler-utils).

#include <cstdio>
#include <fstream>
#include <string>

#include "platform/database/testing.hpp"

namespace document::testing {

/// What `program OPTIONS FILE REST` says about the file.
inline std::string told(const std::string& pdf, const std::string& program,
                        const std::string& rest = "") {
  const database::testing::TemporaryDirectory directory;
  const std::string file = (directory.path() / "document.pdf").string();
  std::ofstream(file, std::ios::binary) << pdf;
  FILE* const pipe = popen((program + " " + file + " " + rest + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return "cannot run " + program;
  std::string said;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) said += static_cast<char>(c);
  pclose(pipe);
  return said;
}

/// As it stands on the page.
inline std::string text_of(const std::string& pdf) {
  return told(pdf, "pdftotext -layout", "-");
}

}  // namespace document::testing
