// For the tests of domain/services: the lists of the delivered schemes.
#pragma once
#include <gtest/gtest.h>

#include <string>

#include "domain/services/services.h"

namespace services {

inline Catalogue Of(const std::string& id) {
  const auto folder = std::string(VIGIE_SOURCE_DIR) + "/content/schemes";
  return CatalogueOf(scheme::Scheme::Read(folder + "/" + id + ".json", folder));
}

inline std::int64_t CentsOf(const Catalogue& catalogue, const std::string& line) {
  return catalogue.Find(line)->cents.value();
}

}  // namespace services
