#include "lib/render/pages.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "lib/render/strict.h"

namespace render {
namespace {

namespace km = kainjow::mustache;

std::map<std::string, std::string, std::less<>> ReadMessages(const std::string& directory) {
  std::map<std::string, std::string, std::less<>> out;
  for (const auto& file : std::filesystem::directory_iterator(directory)) {
    if (file.path().extension() != ".json") continue;
    const json::Value catalogue = json::ReadFile(file.path().string());
    if (!catalogue.IsObject()) throw std::runtime_error(file.path().string() + ": is not an object");
    for (const auto& [key, sentence] : catalogue.Members()) {
      if (!sentence.IsString())
        throw std::runtime_error(file.path().string() + ": " + key + " is not a text");
      if (!out.emplace(key, sentence.String()).second)
        throw std::runtime_error(file.path().string() + ": " + key + " stands in another file too");
    }
  }
  return out;
}

}  // namespace

struct Pages::State {
  json::Value common;
  km::data defaults;
  km::data common_data;
  std::string directory;
  std::map<std::string, Template, std::less<>> templates;
  std::map<std::string, std::string, std::less<>> messages;

  const Template& Find(const std::string& name) const {
    const auto found = templates.find(name);
    if (found == templates.end()) throw std::runtime_error("template " + name + ": does not exist");
    return found->second;
  }
};

Pages::Pages(const std::string& templates, const std::string& messages, json::Value common)
    : state_(std::make_unique<State>()) {
  state_->defaults = ToData(json::Value::MakeObject({{"has_errors", false},
                                                     {"exit_button", true},
                                                     {"noindex", false},
                                                     {"description", ""},
                                                     {"verified_on", ""},
                                                     {"here", Here("")}}));
  state_->common_data = ToData(common.IsNull() ? json::Value(json::Object()) : common);
  state_->common = std::move(common);
  state_->directory = templates;
  for (const auto& name : TemplateNames(templates))
    state_->templates.emplace(std::piecewise_construct, std::forward_as_tuple(name),
                              std::forward_as_tuple(state_->directory, name));
  state_->messages = ReadMessages(messages);
}

Pages::~Pages() = default;
Pages::Pages(Pages&&) noexcept = default;

std::string Pages::Render(std::string_view page, const json::Value& model, std::string_view layout) const {
  const std::string name = "pages/" + std::string(page);
  if (model.Text("title").empty())
    throw std::runtime_error("template " + name + ": the model has no \"title\"");
  const km::data data = ToData(model);
  const std::vector<const km::data*> levels{&state_->defaults, &state_->common_data, &data};
  const std::string content = state_->Find(name).Render(levels);
  km::data frame{km::data::type::object};
  frame["content"] = km::data(content);
  const Template& around = state_->Find("layouts/" + std::string(layout));
  return around.Render({levels[0], levels[1], levels[2], &frame});
}

std::string Pages::RenderPart(std::string_view name, const json::Value& model) const {
  const km::data data = ToData(model);
  return state_->Find(std::string(name)).Render({&state_->defaults, &state_->common_data, &data});
}

const std::string& Pages::Message(std::string_view key) const {
  const auto found = state_->messages.find(key);
  if (found == state_->messages.end())
    throw std::runtime_error("messages: no sentence for " + std::string(key));
  return found->second;
}

json::Value Here(std::string_view entry, std::string_view how) {
  json::Value here = json::Object();
  for (const auto* name : {"report", "follow", "understand", "learn", "urgent", "search", "members",
                           "dues_desk", "figures", "retention"})
    here.Set(name, name == entry ? how : "");
  return here;
}

const json::Value& Pages::Common() const { return state_->common; }

std::string EscapeHtml(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace render
