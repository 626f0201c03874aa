#include "functions/membership_request/paper.h"

#include <algorithm>
#include <array>

#include "domain/casefile/evidence.h"

namespace membership_request {
namespace {

constexpr std::size_t kHead = 4096;  // enough of a file to tell what it is
constexpr std::array<std::string_view, 3> kTypes{"application/pdf", "image/jpeg", "image/png"};

// The last part of a path: what the file is called, never where it goes.
std::string PlainName(std::string_view name) {
  return std::string(name.substr(name.find_last_of("/\\") + 1).substr(0, 200));
}

void Keep(const Office& office, store::Db& db, const std::string& bytes, const std::string& name,
          core::Day today, Paper& paper) {
  const auto type = casefile::TypeOfContent(std::string_view(bytes).substr(0, kHead), name);
  if (bytes.empty()) paper.reason = "empty";
  if (paper.reason.empty() && std::find(kTypes.begin(), kTypes.end(), type) == kTypes.end())
    paper.reason = "type";
  if (paper.reason.empty() && !office.env.db.HasRoom()) paper.reason = "no_room";
  if (!paper.reason.empty()) return;
  const membership::Paper about{PlainName(name), type, static_cast<std::int64_t>(bytes.size())};
  auto token = membership::KeepDraft(db, about, bytes, office.env.worker_public_key, today);
  if (!token) {
    paper.reason = "too_many";
    return;
  }
  membership::DropDraft(db, paper.token);
  paper.token = *token;
  paper.kept = about;
}

}  // namespace

Paper TakePaper(const Office& office, store::Db& db, form::Fields& form, core::Day today) {
  Paper paper{form.Get("deliberation"), {}, {}};
  const auto bytes = form.Get("file"), name = form.Get("file_name");
  const bool sent = form.Has("file"), too_large = form.Has("too_large");
  for (const char* field : {"file", "file_name", "too_large", "deliberation"}) form.Remove(field);
  paper.kept = membership::FindDraft(db, paper.token);
  if (paper.kept && !sent && form.Has("without")) {
    membership::DropDraft(db, paper.token);
    paper = {};
  }
  if (too_large)
    paper.reason = "too_large";
  else if (sent)
    Keep(office, db, bytes, name, today, paper);
  return paper;
}

std::string SentenceOf(const Office& office, const Paper& paper) {
  return office.env.pages.Message("deliberation." + paper.reason);
}

json::Value PaperModel(const Office& office, const Paper& paper) {
  const bool refused = !paper.reason.empty();
  return json::Value::MakeObject({{"kept", paper.kept.has_value()},
                                  {"token", paper.kept ? paper.token : std::string()},
                                  {"name", paper.kept ? paper.kept->name : std::string()},
                                  {"kilobytes", paper.kept ? (paper.kept->size + 1023) / 1024 : 0},
                                  {"refused", refused},
                                  {"error", refused ? SentenceOf(office, paper) : std::string()}});
}

}  // namespace membership_request
