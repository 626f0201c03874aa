// The head of an HTTP/1.x request: request line and headers, read strictly.
//
// Everything that two programs could understand differently is refused: bare line feeds, folded lines,
// control characters, two lengths, a length beside Transfer-Encoding, repeated headers that should stand
// once.
#pragma once
#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace rt {

inline constexpr std::size_t kHeadBytes = 16UL * 1024;
inline constexpr std::size_t kHeadFields = 64;
inline constexpr std::size_t kTargetBytes = 4UL * 1024;

struct Head {
  int refused = 0;  // the status to answer with, 0 when the request may go on; what came before is filled in
  std::string method;
  std::string path, query;  // as sent, not decoded
  // Lower case names; only those a function may know of: accept, authorization, content-type, cookie, host,
  // if-none-match, origin, sec-fetch-site. User agent, referrer, languages, addresses and every X-… stop
  // here.
  std::map<std::string, std::string> headers;
  bool has_length = false;
  std::size_t length = 0;
  bool expects_continue = false;
};

// What the bytes received so far are: the size of a complete head with its empty line; 0 when more must come;
// or a refusal.
struct HeadState {
  std::size_t size = 0;
  int refused = 0;  // 400, 414 or 431
};
HeadState FindHead(std::string_view received);

// `text`: a head with its empty line.
Head ParseHead(std::string_view text);

}  // namespace rt
