// For the tests of domain/scheme: the delivered files, and a folder of a CDG's own.
#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "domain/scheme/scheme.h"

namespace scheme {

inline const std::string kDelivered = std::string(VIGIE_SOURCE_DIR) + "/content/schemes";

inline Scheme Delivered(const std::string& id) { return Scheme::Read(kDelivered + "/" + id + ".json"); }

inline std::vector<std::string> DeliveredIds() {
  std::vector<std::string> ids;
  for (const auto& file : std::filesystem::directory_iterator(kDelivered)) ids.push_back(file.path().stem());
  return ids;
}

class OwnFolder : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "vigie-scheme-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string Write(const std::string& id, const std::string& text) const {
    const auto file = (folder_ / (id + ".json")).string();
    std::ofstream(file) << text;
    return file;
  }
  // What is said of a file, without the file's name at the beginning of its first line.
  static std::string Said(const std::string& file, const std::string& delivered = kDelivered) {
    try {
      Scheme::Read(file, delivered);
    } catch (const std::runtime_error& error) {
      const std::string said = error.what();
      EXPECT_TRUE(said.starts_with(file + ": ")) << said;
      EXPECT_NE(said.find(", for example "), std::string::npos) << said;
      return said.substr(file.size() + 2);
    }
    return "accepted";
  }

  std::filesystem::path folder_;
};

}  // namespace scheme
