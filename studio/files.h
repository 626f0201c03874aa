// Whole files.
#pragma once
#include <string>
#include <string_view>

namespace studio {

// Both throw std::runtime_error naming the file.
std::string ReadFile(const std::string& path);
void WriteFile(const std::string& path, std::string_view bytes);

}  // namespace studio
