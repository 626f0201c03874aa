// What the tests of the kit share.
#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "functions/kit/kit.h"
#include "lib/archive/archive.h"
#include "lib/core/text.h"
#include "tests/support/fake_env.h"
#include "tests/support/pdf.h"

namespace kit {

struct KitTest : testing::Test {
  explicit KitTest(std::string scheme = "cdg62")
      : world(std::move(scheme), "https://signalement.cdg.example") {}

  void Add(const std::string& slug, const std::string& name) {
    auto db = world.Pool().Take();
    ASSERT_TRUE(people::AddCollectivite(*db, slug, name)) << name;
  }
  rt::Response Ask(const std::string& piece, const std::string& format,
                   const std::string& slug = "saint-romain") {
    fake::Pairs query{{"collectivite", slug}};
    if (!piece.empty()) query.push_back({"piece", piece});
    if (!format.empty()) query.push_back({"format", format});
    return function.handle(fake::Get(query));
  }
  // Every file of the zip, by its name.
  std::map<std::string, std::string> Everything(const std::string& slug = "saint-romain") {
    std::map<std::string, std::string> files;
    for (auto& entry : archive::Unzip(Ask("", "", slug).body))
      files[entry.name.substr(entry.name.find('/') + 1)] = std::move(entry.bytes);
    return files;
  }
  // The words of an office file.
  static std::string WordsOf(const std::string& file) {
    std::string out;
    for (const auto& entry : archive::Unzip(file)) {
      if (!entry.name.ends_with(".xml")) continue;
      bool inside = false;
      for (const char c : entry.bytes) {
        inside = c == '<' || (inside && c != '>');
        if (c == '>' || c == '\n') out += ' ';
        if (!inside && c != '>' && c != '\n') out += c;
      }
    }
    return Spaced(out);
  }
  // One space for each white space, no-break ones too: where lines break is the printer's choice.
  static std::string Spaced(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool no_break = text.compare(i, 2, "\u00a0") == 0, narrow = text.compare(i, 3, "\u202f") == 0;
      const bool white = text[i] == ' ' || text[i] == '\n' || text[i] == '\f' || no_break || narrow;
      if (!white) out += text[i];
      if (white && !out.empty() && out.back() != ' ') out += ' ';
      i += narrow ? 2 : no_break ? 1 : 0;
    }
    return out;
  }

  fake::World world;
  rt::Function function = Make(world.Env());
};

}  // namespace kit
