// A small picture. For tests.
#pragma once
#include <string>

namespace tests {

// A PNG of 40 x 30 grey pixels.
inline std::string SmallPng() {
  const std::string hex =
      "89504e470d0a1a0a0000000d49484452000000280000001e08000000007bb60301000000"
      "184944415478da6338402460185538aa7054e1a8c2c1ac10009f7c842e8c93b68e000000"
      "0049454e44ae426082";
  std::string out;
  for (std::size_t i = 0; i < hex.size(); i += 2)
    out += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return out;
}

}  // namespace tests
