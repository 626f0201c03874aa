#include "domain/learning/attestation.h"

#include <gtest/gtest.h>

#include "domain/learning/learning_fixture.h"

namespace learning {
namespace {

struct AttestationSeal : testing::Test {
  AttestationSeal() { vault::Start(); }
  vault::Key seed = vault::Key::FromBytes(std::string(32, 'k'));
  std::string open = vault::SigningPublicKey(seed);
  Attestation made{"agents", "2026-11", *core::ParseDay("2026-11-24"), 85};
};

TEST_F(AttestationSeal, IsCheckedByAnyoneWithThePublicKey) {
  const auto text = Seal(made, seed);
  EXPECT_EQ(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."),
            std::string::npos);
  const auto found = Check(text, open);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->course, "agents");
  EXPECT_EQ(found->version, "2026-11");
  EXPECT_EQ(found->on, made.on);
  EXPECT_EQ(found->score, 85);
}

TEST_F(AttestationSeal, IsNoneOnceChangedOrSignedByAnother) {
  auto better = made;
  better.score = 100;
  const auto text = Seal(made, seed), other = Seal(better, seed);
  EXPECT_FALSE(Check(other.substr(0, other.find('.')) + text.substr(text.find('.')), open));
  EXPECT_FALSE(Check(Seal(made, vault::Key::Random()), open));
  for (const char* junk : {"", ".", "a.b", "…"}) EXPECT_FALSE(Check(junk, open)) << junk;
}

TEST_F(AttestationSeal, AMissingKeySaysWhatToDo) {
  CourseFolder folder;
  try {
    ReadAttestationKey(folder.Root() + "/attestation.key");
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("vigie keys init"), std::string::npos);
  }
}

}  // namespace
}  // namespace learning
