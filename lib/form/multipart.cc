#include "lib/form/multipart.h"

#include <algorithm>

#include "lib/form/part_head.h"

namespace form {
namespace {

constexpr std::size_t kMaxHead = 4096;
constexpr std::size_t kMaxParts = 256;

// How many bytes at the end of `text` may be the beginning of `word`.
std::size_t Overlap(std::string_view text, std::string_view word) {
  for (std::size_t size = std::min(text.size(), word.size() - 1); size > 0; --size)
    if (text.substr(text.size() - size) == word.substr(0, size)) return size;
  return 0;
}

}  // namespace

struct MultipartReader::State {
  enum class Step { kStart, kAfterDelimiter, kHead, kContent, kDone };

  State(const std::string& boundary, std::size_t max, FileSink* file_sink)
      : delimiter("\r\n--" + boundary), max_fields_bytes(max), sink(file_sink) {}

  // Each takes what it can from the front of `text`; false: nothing more can be done with what is there (or
  // it is refused).
  bool Start(std::string_view& text);
  bool AfterDelimiter(std::string_view& text);
  bool Head(std::string_view& text);
  bool Content(std::string_view& text);

  void BeginPart(const PartHead& head);
  void Bytes(std::string_view bytes);
  void OpenFile();
  void EndPart();
  void AbandonFile();
  bool Refuse(core::Kind kind, const char* code) {
    AbandonFile();
    if (!refusal) refusal = core::Refusal{kind, "", code};
    pending.clear();
    return false;
  }
  bool Refuse(const char* code) { return Refuse(core::Kind::kInvalid, code); }
  bool Refuse(const core::Refusal& why) { return Refuse(why.kind, why.code.c_str()); }

  const std::string delimiter;
  const std::size_t max_fields_bytes;
  FileSink* const sink;

  Step step = Step::kStart;
  std::optional<core::Refusal> refusal;
  std::string pending;  // read but not yet understood: at most a head, or the beginning of a delimiter
  Fields fields;
  std::size_t parts = 0;
  std::size_t fields_count = 0;
  std::size_t fields_bytes = 0;

  PartHead part;
  std::string value;         // of the plain field being read
  bool file_open = false;    // Begin() was called, neither End() nor Abandon() was
  bool file_wanted = false;  // the sink has not yet returned false
};

bool MultipartReader::State::Start(std::string_view& text) {
  // The first delimiter may lack its line break: nothing stands before it.
  std::string_view expected = delimiter;
  if (!text.starts_with('\r')) expected.remove_prefix(2);
  const std::size_t size = std::min(text.size(), expected.size());
  if (text.substr(0, size) != expected.substr(0, size)) return Refuse("multipart.syntax");
  if (text.size() < expected.size()) return false;
  text.remove_prefix(expected.size());
  step = Step::kAfterDelimiter;
  return true;
}

bool MultipartReader::State::AfterDelimiter(std::string_view& text) {
  if (text.size() < 2) return false;
  const std::string_view mark = text.substr(0, 2);
  text.remove_prefix(2);
  if (mark == "--") {
    step = Step::kDone;
    return true;
  }
  if (mark != "\r\n") return Refuse("multipart.syntax");
  if (++parts > kMaxParts) return Refuse("multipart.too_many");
  step = Step::kHead;
  return true;
}

bool MultipartReader::State::Head(std::string_view& text) {
  const std::size_t end = text.find("\r\n\r\n");
  if (end == std::string_view::npos ? text.size() > kMaxHead : end > kMaxHead)
    return Refuse("multipart.head");
  if (end == std::string_view::npos) return false;
  const auto head = ParsePartHead(text.substr(0, end + 2));
  if (!head) return Refuse(head.error());
  text.remove_prefix(end + 4);
  step = Step::kContent;
  BeginPart(*head);
  return !refusal;
}

bool MultipartReader::State::Content(std::string_view& text) {
  const std::size_t end = text.find(delimiter);
  const bool complete = end != std::string_view::npos;
  const std::size_t size = complete ? end : text.size() - Overlap(text, delimiter);
  if (size > 0) Bytes(text.substr(0, size));
  if (refusal) return false;
  text.remove_prefix(size);
  if (!complete) return false;
  text.remove_prefix(delimiter.size());
  step = Step::kAfterDelimiter;
  EndPart();
  return !refusal;
}

void MultipartReader::State::BeginPart(const PartHead& head) {
  part = head;
  value.clear();
  if (part.filename) {
    if (!part.filename->empty()) OpenFile();
    return;
  }
  fields_bytes += part.name.size();
  if (++fields_count > kMaxFields) Refuse("form.too_many");
}

void MultipartReader::State::OpenFile() {
  if (!sink) {
    Refuse("multipart.no_files");
    return;
  }
  sink->Begin(fields, part.name, *part.filename);
  file_open = file_wanted = true;
}

void MultipartReader::State::Bytes(std::string_view bytes) {
  if (part.filename) {
    if (!file_open) OpenFile();
    if (file_wanted && !refusal) file_wanted = sink->Write(bytes);
    return;
  }
  fields_bytes += bytes.size();
  if (fields_bytes > max_fields_bytes) {
    Refuse(core::Kind::kTooLarge, "multipart.too_large");
    return;
  }
  value += bytes;
}

void MultipartReader::State::EndPart() {
  if (part.filename) {
    if (!file_open) return;
    file_open = false;
    sink->End(fields);
    return;
  }
  if (fields_bytes > max_fields_bytes) {
    Refuse(core::Kind::kTooLarge, "multipart.too_large");
    return;
  }
  auto name = Clean(part.name);
  auto clean = Clean(value);
  if (!name || !clean) {
    Refuse(name ? clean.error() : name.error());
    return;
  }
  fields.Add(std::move(*name), std::move(*clean));
}

void MultipartReader::State::AbandonFile() {
  if (!file_open) return;
  file_open = false;
  sink->Abandon();
}

MultipartReader::MultipartReader(std::string boundary, std::size_t max_fields_bytes, FileSink* sink)
    : state_(std::make_unique<State>(boundary, max_fields_bytes, sink)) {}

MultipartReader::~MultipartReader() { state_->AbandonFile(); }

bool MultipartReader::Feed(std::string_view bytes) {
  State& s = *state_;
  if (s.refusal) return false;
  std::string joined;
  if (!s.pending.empty()) {
    joined = std::move(s.pending);
    joined += bytes;
    bytes = joined;
    s.pending.clear();
  }
  bool more = true;
  while (more && s.step != State::Step::kDone) {
    switch (s.step) {
      case State::Step::kStart:
        more = s.Start(bytes);
        break;
      case State::Step::kAfterDelimiter:
        more = s.AfterDelimiter(bytes);
        break;
      case State::Step::kHead:
        more = s.Head(bytes);
        break;
      case State::Step::kContent:
        more = s.Content(bytes);
        break;
      case State::Step::kDone:
        break;
    }
  }
  // What follows the last delimiter means nothing (RFC 2046, 5.1.1).
  if (!s.refusal && s.step != State::Step::kDone) s.pending = bytes;
  return !s.refusal;
}

core::Result<Fields> MultipartReader::Finish() {
  State& s = *state_;
  if (!s.refusal && s.step != State::Step::kDone) s.Refuse("multipart.incomplete");
  if (s.refusal) return tl::make_unexpected(*s.refusal);
  return std::move(s.fields);
}

std::optional<std::string> MultipartBoundary(std::string_view content_type) {
  const auto parsed = ParseHeaderValue(content_type);
  if (!parsed || parsed->value != "multipart/form-data") return std::nullopt;
  const auto found = parsed->parameters.find("boundary");
  if (found == parsed->parameters.end()) return std::nullopt;
  const std::string& boundary = found->second;
  const bool valid = std::all_of(boundary.begin(), boundary.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("'()+_,-./:=? ").find(c) != std::string_view::npos;
  });
  if (!valid || boundary.empty() || boundary.size() > 70 || boundary.back() == ' ') return std::nullopt;
  return boundary;
}

}  // namespace form
