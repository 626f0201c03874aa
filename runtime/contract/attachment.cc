#include "runtime/contract/attachment.h"

#include <utility>

namespace rt {

Response Attachment(std::string type, std::string body, const std::string& name) {
  Response response;
  response.type = std::move(type);
  response.body = std::move(body);
  return response.With("Content-Disposition", "attachment; filename=\"" + name + "\"")
      .With("Cache-Control", "no-store")
      .With("X-Content-Type-Options", "nosniff")
      .With("Content-Security-Policy", "default-src 'none'; sandbox");
}

}  // namespace rt
