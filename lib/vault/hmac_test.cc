// Against the vectors of RFC 2202 and RFC 4648.
#include <gtest/gtest.h>

#include "lib/vault/vault.h"

namespace {

TEST(Hmac, IsThatOfTheStandard) {
  EXPECT_EQ(vault::Hex(vault::HmacSha1(std::string(20, '\x0b'), "Hi There")),
            "b617318655057264e28bc0b6fb378c8ef146be00");
  EXPECT_EQ(vault::Hex(vault::HmacSha1("Jefe", "what do ya want for nothing?")),
            "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
  EXPECT_EQ(vault::Hex(vault::HmacSha1(std::string(80, '\xaa'),
                                       "Test Using Larger Than Block-Size Key - Hash Key First")),
            "aa4ae5e15272d00e95705637ce8a3b55ed402112");
}

TEST(Base64, IsThatOfTheStandard) {
  EXPECT_EQ(vault::Base64(""), "");
  EXPECT_EQ(vault::Base64("f"), "Zg==");
  EXPECT_EQ(vault::Base64("fooba"), "Zm9vYmE=");
  EXPECT_EQ(vault::Base64("\xfb\xff\xbf"), "+/+/");
  EXPECT_EQ(vault::Base64Url("\xfb\xff\xbf"), "-_-_");
}

}  // namespace
