#include "runtime/head.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace rt {
namespace {

// What may stand once only, and what is joined when it is repeated.
constexpr std::array<std::string_view, 7> kOnce{"authorization",     "content-type", "host",
                                                "if-none-match",     "origin",       "sec-fetch-site",
                                                "x-twilio-signature"};
constexpr std::string_view kTokenSigns = "!#$%&'*+-.^_`|~";

bool IsTokenChar(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         kTokenSigns.find(c) != std::string_view::npos;
}

bool IsToken(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsTokenChar);
}

std::string Lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string_view TrimBlanks(std::string_view text) {
  auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool HasControl(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return (c >= 0 && c < ' ' && c != '\t') || c == 0x7f; });
}

// The text before the next CRLF, which is taken off `rest`; none when there is no CRLF, or a lone CR or LF
// before it.
std::optional<std::string_view> TakeLine(std::string_view& rest) {
  auto end = rest.find("\r\n");
  if (end == std::string_view::npos) return std::nullopt;
  auto line = rest.substr(0, end);
  rest.remove_prefix(end + 2);
  if (HasControl(line)) return std::nullopt;
  return line;
}

int ReadRequestLine(std::string_view line, Head& head) {
  auto first = line.find(' ');
  auto last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return 400;
  auto method = line.substr(0, first);
  auto target = line.substr(first + 1, last - first - 1);
  auto version = line.substr(last + 1);
  if (!IsToken(method)) return 400;
  if (target.size() > kTargetBytes) return 414;
  bool visible =
      std::all_of(target.begin(), target.end(), [](char c) { return c > ' ' && c < 0x7f && c != '#'; });
  if (!target.starts_with('/') || !visible) return 400;
  if (version != "HTTP/1.1" && version != "HTTP/1.0") return version.starts_with("HTTP/") ? 505 : 400;
  head.method = method;
  auto mark = target.find('?');
  head.path = target.substr(0, mark);
  if (mark != std::string_view::npos) head.query = target.substr(mark + 1);
  return 0;
}

int ReadLength(std::string_view value, Head& head) {
  if (head.has_length) return 400;
  auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), head.length);
  bool digits =
      !value.empty() && std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits) return 400;
  if (error != std::errc() || end != value.data() + value.size()) return 413;
  head.has_length = true;
  return 0;
}

struct Marks {
  bool transfer_encoding = false, content_encoding = false;
};

int ReadField(std::string_view line, Head& head, Marks& marks) {
  auto colon = line.find(':');
  if (colon == std::string_view::npos || !IsToken(line.substr(0, colon))) return 400;
  auto name = Lower(line.substr(0, colon));
  auto value = TrimBlanks(line.substr(colon + 1));
  if (name == "content-length") return ReadLength(value, head);
  if (name == "transfer-encoding") marks.transfer_encoding = true;
  if (name == "content-encoding" && Lower(value) != "identity") marks.content_encoding = true;
  if (name == "expect") {
    if (Lower(value) != "100-continue") return 417;
    head.expects_continue = true;
  }
  if (name == "cookie" || name == "accept") {
    auto& joined = head.headers[name];
    if (!joined.empty()) joined += name == "cookie" ? "; " : ", ";
    joined += value;
  } else if (std::find(kOnce.begin(), kOnce.end(), name) != kOnce.end()) {
    if (!head.headers.emplace(name, value).second) return 400;
  }
  return 0;
}

// What the headers ask for as a whole.
int Judge(const Head& head, const Marks& marks, bool is_1_1) {
  if (marks.transfer_encoding) return head.has_length ? 400 : 411;
  if (is_1_1 && !head.headers.contains("host")) return 400;
  if (head.method != "GET" && head.method != "HEAD" && head.method != "POST") return 405;
  if (marks.content_encoding) return 415;
  if (head.method == "POST") return head.has_length ? 0 : 411;
  return head.length > 0 ? 400 : 0;
}

}  // namespace

HeadState FindHead(std::string_view received) {
  auto head = received.substr(0, kHeadBytes);
  auto end = head.find("\r\n\r\n");
  if (end != std::string_view::npos) return {end + 4, 0};
  auto line = head.find('\n');
  if (line == std::string_view::npos && head.size() > 2 * kTargetBytes) return {0, 414};
  // Whoever ends lines with a line feed alone would never send the end that is waited for.
  for (; line != std::string_view::npos; line = head.find('\n', line + 1)) {
    if (line == 0 || head[line - 1] != '\r') return {0, 400};
  }
  return {0, received.size() >= kHeadBytes ? 431 : 0};
}

Head ParseHead(std::string_view text) {
  Head head;
  Marks marks;
  auto request_line = TakeLine(text);
  head.refused = request_line ? ReadRequestLine(*request_line, head) : 400;
  bool is_1_1 = request_line && request_line->ends_with("1.1");
  std::size_t count = 0;
  while (!head.refused) {
    auto line = TakeLine(text);
    if (!line) {
      head.refused = 400;
    } else if (line->empty()) {
      head.refused = Judge(head, marks, is_1_1);
      break;
    } else if (++count > kHeadFields) {
      head.refused = 431;
    } else {
      head.refused = ReadField(*line, head, marks);
    }
  }
  head.expects_continue = head.expects_continue && is_1_1;
  return head;
}

}  // namespace rt
