// Result<T>: a value, or the refusals that a visitor may be shown.
//
// Refusals travel as Result; an exception means "this should never happen" and only the runtime catches it.
#pragma once
#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace core {

enum class Kind {
  kInvalid,    // the input is wrong and can be corrected
  kForbidden,  // not for this person
  kNotFound,
  kConflict,   // someone, or the same person, acted before
  kTooMany,    // too many tries: wait
  kTooLarge,
};

struct Refusal {
  Kind kind = Kind::kInvalid;
  std::string field;  // the form field at fault, empty when none
  std::string code;   // key of the message catalogue, for example "facts.required"
  bool operator==(const Refusal&) const = default;
};

using Refusals = std::vector<Refusal>;

template <class T>
using Result = tl::expected<T, Refusal>;

inline tl::unexpected<Refusal> Refuse(Kind kind, std::string field, std::string code) {
  return tl::make_unexpected(Refusal{kind, std::move(field), std::move(code)});
}
inline tl::unexpected<Refusal> Refuse(std::string field, std::string code) {
  return Refuse(Kind::kInvalid, std::move(field), std::move(code));
}

}  // namespace core
