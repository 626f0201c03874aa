#include "lib/form/part_head.h"

#include <algorithm>

#include "lib/core/text.h"

namespace form {
namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string LowerCase(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), Lower);
  return out;
}

bool IsToken(char c) {
  return c > ' ' && c < 0x7f && std::string_view("()<>@,;:\\\"/[]?=").find(c) == std::string_view::npos;
}

void SkipBlank(std::string_view& text) {
  while (!text.empty() && (text[0] == ' ' || text[0] == '\t')) text.remove_prefix(1);
}

std::string_view TakeToken(std::string_view& text) {
  std::size_t size = 0;
  while (size < text.size() && IsToken(text[size])) ++size;
  const std::string_view token = text.substr(0, size);
  text.remove_prefix(size);
  return token;
}

// Behind the opening quote. Browsers write a quote as %22 and leave \ alone; other programs write \" and \\.
std::optional<std::string> TakeQuoted(std::string_view& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') {
      text.remove_prefix(i + 1);
      return out;
    }
    if (text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '"' || text[i + 1] == '\\')) ++i;
    out += text[i];
  }
  return std::nullopt;
}

int Hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char low = Lower(c);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

// Undoes %XX: all of them, or only the three that browsers write in names (", CR, LF).
std::optional<std::string> Unescape(std::string_view text, bool all) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool percent = text[i] == '%';
    const int high = percent && i + 2 < text.size() ? Hex(text[i + 1]) : -1;
    const int low = percent && i + 2 < text.size() ? Hex(text[i + 2]) : -1;
    const int code = high < 0 || low < 0 ? -1 : high * 16 + low;
    if (percent && all && code < 0) return std::nullopt;
    if (percent && code >= 0 && (all || code == '"' || code == '\r' || code == '\n')) {
      out += static_cast<char>(code);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// filename*=UTF-8''na%C3%AFf.pdf (RFC 5987).
std::optional<std::string> ExtendedValue(std::string_view text) {
  const std::size_t first = text.find('\'');
  const std::size_t second = first == std::string_view::npos ? first : text.find('\'', first + 1);
  if (second == std::string_view::npos || LowerCase(text.substr(0, first)) != "utf-8") return std::nullopt;
  return Unescape(text.substr(second + 1), true);
}

// The last part of a path (old browsers send whole ones), control characters made spaces.
std::string FileName(std::string name) {
  if (const std::size_t slash = name.find_last_of("/\\"); slash != std::string::npos)
    name.erase(0, slash + 1);
  std::replace_if(
      name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; },
      ' ');
  return name;
}

core::Result<PartHead> ReadDisposition(std::string_view text) {
  const auto parsed = ParseHeaderValue(text);
  if (!parsed || parsed->value != "form-data") return core::Refuse("", "multipart.head");
  const auto& parameters = parsed->parameters;
  const auto name = parameters.find("name");
  if (name == parameters.end() || name->second.empty()) return core::Refuse("", "multipart.head");
  PartHead head{*Unescape(name->second, false), std::nullopt};
  if (const auto extended = parameters.find("filename*"); extended != parameters.end()) {
    const auto value = ExtendedValue(extended->second);
    if (!value) return core::Refuse("", "multipart.head");
    head.filename = FileName(*value);
  } else if (const auto plain = parameters.find("filename"); plain != parameters.end()) {
    head.filename = FileName(*Unescape(plain->second, false));
  }
  if (!core::IsUtf8(head.name) || (head.filename && !core::IsUtf8(*head.filename)))
    return core::Refuse("", "form.utf8");
  return head;
}

bool IsPlainEncoding(std::string_view text) {
  const std::string encoding = LowerCase(core::Trim(text));
  return encoding == "7bit" || encoding == "8bit" || encoding == "binary";
}

}  // namespace

std::optional<HeaderValue> ParseHeaderValue(std::string_view text) {
  HeaderValue out;
  SkipBlank(text);
  std::size_t end = std::min(text.find(';'), text.size());
  out.value = LowerCase(core::Trim(text.substr(0, end)));
  text.remove_prefix(end);
  while (!text.empty()) {
    text.remove_prefix(1);  // ';'
    SkipBlank(text);
    if (text.empty()) break;
    const std::string name = LowerCase(TakeToken(text));
    if (name.empty() || text.empty() || text[0] != '=') return std::nullopt;
    text.remove_prefix(1);
    std::string value;
    if (!text.empty() && text[0] == '"') {
      text.remove_prefix(1);
      auto quoted = TakeQuoted(text);
      if (!quoted) return std::nullopt;
      value = std::move(*quoted);
    } else {
      value = TakeToken(text);
    }
    if (!out.parameters.emplace(name, std::move(value)).second) return std::nullopt;
    SkipBlank(text);
    if (!text.empty() && text[0] != ';') return std::nullopt;
  }
  return out;
}

core::Result<PartHead> ParsePartHead(std::string_view head) {
  std::optional<PartHead> found;
  while (!head.empty()) {
    const std::size_t end = head.find("\r\n");
    if (end == std::string_view::npos) return core::Refuse("", "multipart.head");
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(end + 2);
    std::string_view rest = line;
    const std::string name = LowerCase(TakeToken(rest));
    const bool odd = std::any_of(line.begin(), line.end(), [](char c) {
      return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
    });
    if (odd || name.empty() || rest.empty() || rest[0] != ':') return core::Refuse("", "multipart.head");
    rest.remove_prefix(1);
    if (name == "content-disposition") {
      if (found) return core::Refuse("", "multipart.head");
      auto part = ReadDisposition(rest);
      if (!part) return part;
      found = std::move(*part);
    } else if (name == "content-transfer-encoding" && !IsPlainEncoding(rest)) {
      return core::Refuse("", "multipart.encoding");
    } else if (name == "content-type" && LowerCase(core::Trim(rest)).starts_with("multipart/")) {
      return core::Refuse("", "multipart.nested");
    }
  }
  if (!found) return core::Refuse("", "multipart.head");
  return *found;
}

}  // namespace form
