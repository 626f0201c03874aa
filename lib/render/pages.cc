#include "lib/render/pages.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <vector>

#include "lib/render/strict.h"

namespace render {
namespace {

namespace km = kainjow::mustache;

// The sentences of a catalogue, in one piece of memory: every process holds them all.
class Messages {
 public:
  explicit Messages(const std::string& directory) {
    for (const auto& file : std::filesystem::directory_iterator(directory))
      if (file.path().extension() == ".json") Read(file.path().string());
    texts_.shrink_to_fit();
    entries_.shrink_to_fit();
    std::sort(entries_.begin(), entries_.end(),
              [this](const Entry& a, const Entry& b) { return Key(a) < Key(b); });
    const auto twice =
        std::adjacent_find(entries_.begin(), entries_.end(),
                           [this](const Entry& a, const Entry& b) { return Key(a) == Key(b); });
    if (twice != entries_.end())
      throw std::runtime_error(directory + ": " + std::string(Key(*twice)) + " stands in another file too");
  }

  std::string Sentence(std::string_view key) const {
    const auto found =
        std::lower_bound(entries_.begin(), entries_.end(), key,
                         [this](const Entry& entry, std::string_view k) { return Key(entry) < k; });
    if (found == entries_.end() || Key(*found) != key)
      throw std::runtime_error("messages: no sentence for " + std::string(key));
    return texts_.substr(found->begin + found->key, found->sentence);
  }

 private:
  struct Entry {
    std::uint32_t begin, key, sentence;  // the key stands at `begin`, its sentence right behind; lengths
  };

  std::string_view Key(const Entry& entry) const {
    return std::string_view(texts_).substr(entry.begin, entry.key);
  }

  void Read(const std::string& file) {
    const json::Value catalogue = json::ReadFile(file);
    if (!catalogue.IsObject()) throw std::runtime_error(file + ": is not an object");
    for (const auto& [key, sentence] : catalogue.Members()) {
      if (!sentence.IsString()) throw std::runtime_error(file + ": " + key + " is not a text");
      const auto& text = sentence.String();
      entries_.push_back({static_cast<std::uint32_t>(texts_.size()), static_cast<std::uint32_t>(key.size()),
                          static_cast<std::uint32_t>(text.size())});
      texts_ += key;
      texts_ += text;
    }
  }

  std::string texts_;
  std::vector<Entry> entries_;
};

}  // namespace

struct Pages::State {
  json::Value common;
  km::data defaults;
  km::data common_data;
  std::string directory;
  std::map<std::string, Template, std::less<>> templates;
  const Messages messages;

  explicit State(const std::string& catalogue) : messages(catalogue) {}

  const Template& Find(const std::string& name) const {
    const auto found = templates.find(name);
    if (found == templates.end()) throw std::runtime_error("template " + name + ": does not exist");
    return found->second;
  }
};

Pages::Pages(const std::string& templates, const std::string& messages, json::Value common)
    : state_(std::make_unique<State>(messages)) {
  state_->defaults = ToData(json::Value::MakeObject({{"has_errors", false},
                                                     {"exit_button", true},
                                                     {"noindex", false},
                                                     {"description", ""},
                                                     {"verified_on", ""},
                                                     {"session_ends", ""},
                                                     {"here", Here("")}}));
  state_->common_data = ToData(common.IsNull() ? json::Value(json::Object()) : common);
  state_->common = std::move(common);
  state_->directory = templates;
  for (const auto& name : TemplateNames(templates))
    state_->templates.emplace(std::piecewise_construct, std::forward_as_tuple(name),
                              std::forward_as_tuple(state_->directory, name));
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

std::string Pages::Message(std::string_view key) const { return state_->messages.Sentence(key); }

json::Value Here(std::string_view entry, std::string_view how) {
  json::Value here = json::Object();
  for (const auto* name : {"report", "follow", "understand", "learn", "urgent", "search", "members",
                           "dues_desk", "figures", "incidents", "retention", "accessibility_desk"})
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
