// For the tests: a copy of site/test_site to build, and to spoil.
#pragma once
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "site/build.h"

namespace site {

inline std::string ReadAll(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

inline const std::filesystem::path kSource = VIGIE_SOURCE_DIR;

// A folder of this test alone, gone afterwards.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "vigie-site-XXXXXX").string();
    EXPECT_NE(::mkdtemp(pattern.data()), nullptr);
    path_ = pattern;
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& Path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// The tiny site, with the program's own components and messages, in the scheme of the Pas-de-Calais, or in
// the scheme.json that it was given.
class TestSite {
 public:
  TestSite() {
    Overlay(kSource / "site/test_site");
    Copy(kSource / "templates/components", Root() / "templates/components");
    Copy(kSource / "content/fr/messages", Root() / "content/fr/messages");
    Copy(kSource / "content/schemes", Root() / "content/schemes");
    config_.share_dir = Root();
    config_.site_dir = Root() / "out";
    config_.base_url = "https://signalement.cdg.example";
    config_.scheme = kSource / "content/schemes/cdg62.json";
  }
  const std::filesystem::path& Root() const { return folder_.Path(); }
  void Overlay(const std::filesystem::path& files) { Copy(files, Root()); }
  void Write(const std::string& name, const std::string& text) { std::ofstream(Root() / name) << text; }

  // On 25 November 2026.
  Files Build() const {
    const auto places = (Root() / "collectivites.json").string();
    config::Config config = config_;
    if (std::filesystem::exists(Root() / "scheme.json")) config.scheme = Root() / "scheme.json";
    return BuildSite(ReadInput(config, places, *core::ParseDay("2026-11-25"), (Root() / "film").string()));
  }
  // What is said against it, one problem a line, the folder written SITE; "built" when nothing is.
  std::string Fault() const {
    try {
      Build();
    } catch (const Broken& broken) {
      std::string lines = broken.what();
      for (auto at = lines.find(Root().string()); at != std::string::npos; at = lines.find(Root().string()))
        lines.replace(at, Root().string().size(), "SITE");
      return lines + "\n";
    }
    return "built";
  }

 private:
  static void Copy(const std::filesystem::path& from, const std::filesystem::path& to) {
    using std::filesystem::copy_options;
    std::filesystem::copy(from, to, copy_options::recursive | copy_options::overwrite_existing);
  }
  TemporaryFolder folder_;
  config::Config config_;
};

}  // namespace site
