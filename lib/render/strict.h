// Mustache without its silences. For lib/render alone, which alone includes the mustache library.
#pragma once
#include <kainjow/mustache.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "lib/json/value.h"

namespace render {

// The model in the library's own shape. Null and empty texts become false, so that a section over them is
// left out.
kainjow::mustache::data ToData(const json::Value& value);

// Every template of a directory by its path without ".mustache" ("pages/home"), its partials written in
// place. Throws std::runtime_error that names the template: unknown partial, circle of partials, section not
// closed, changed delimiters.
std::map<std::string, std::string, std::less<>> ReadTemplates(const std::string& directory);

// One template. Render() may be called from several threads: each works on a parsed copy of its own, kept for
// the next call.
class Template {
 public:
  Template(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {}
  // `levels`: outermost first. Throws std::runtime_error naming the template and the name that no level has.
  std::string Render(const std::vector<const kainjow::mustache::data*>& levels) const;

 private:
  using Parsed = std::unique_ptr<kainjow::mustache::mustache>;
  Parsed Take() const;

  const std::string name_;
  const std::string text_;
  mutable std::mutex mutex_;
  mutable std::vector<Parsed> idle_;
};

}  // namespace render
