#include "functions/voice_intake/signature.h"

#include <algorithm>

#include "lib/vault/vault.h"

namespace voice_intake {

std::string SignatureOf(const std::string& url, const form::Fields& parameters, const std::string& secret) {
  auto sorted = parameters.Items();
  std::sort(sorted.begin(), sorted.end());
  std::string text = url;
  for (const auto& [name, value] : sorted) text += name + value;
  return vault::Base64(vault::HmacSha1(secret, text));
}

bool IsSigned(const rt::Env& env, const rt::Request& request, const std::string& secret) {
  std::string url = env.config.base_url + request.path, mark = "?";
  for (const auto& [name, value] : request.query.Items()) {
    url += mark + rt::EncodeQuery(name) + "=" + rt::EncodeQuery(value);
    mark = "&";
  }
  return vault::SameBytes(SignatureOf(url, request.form, secret), request.Header("x-twilio-signature"));
}

}  // namespace voice_intake
