#include "lib/core/sentence.h"

#include <algorithm>

namespace core {

std::string Filled(std::string_view sentence, std::initializer_list<Mark> words) {
  std::string filled;
  while (!sentence.empty()) {
    const auto* const found = std::find_if(words.begin(), words.end(),
                                           [&](const auto& one) { return sentence.starts_with(one.first); });
    const bool is_mark = found != words.end();
    filled += is_mark ? found->second : sentence.substr(0, 1);
    sentence.remove_prefix(is_mark ? found->first.size() : 1);
  }
  return filled;
}

}  // namespace core
