#include "domain/access/contact.h"

#include "domain/access/access_fixture.h"

namespace {

std::string Shown(const std::string& typed) {
  const auto phone = people::ReadPhone(typed);
  if (!phone) return "none";
  auto shown = *phone + " " + people::PhoneInGroups(*phone);
  for (auto at = shown.find("\u00a0"); at != std::string::npos; at = shown.find("\u00a0"))
    shown.replace(at, 2, " ");
  return shown;
}

TEST(Phone, IsReadAsPeopleWriteItAndShownInGroups) {
  for (const char* typed : {"0321000000", "03 21 00 00 00", "03.21.00.00.00", "+33 3 21 00 00 00",
                            "+33 (0)3 21 00 00 00", "0033321000000", "03\u00a021\u202f00\u00a000\u202f00"})
    EXPECT_EQ(Shown(typed), "+33321000000 03 21 00 00 00") << typed;
  EXPECT_EQ(Shown("0692 12 34 56"), "+262692123456 0692 12 34 56");
  EXPECT_EQ(Shown("+262 (0)262 41 00 00"), "+262262410000 0262 41 00 00");
  EXPECT_EQ(Shown("05 90 81 00 00"), "+590590810000 0590 81 00 00") << "Guadeloupe, not the south-west";
  EXPECT_EQ(Shown("+594 594 29 00 00"), "+594594290000 0594 29 00 00");
  EXPECT_EQ(Shown("0596 59 00 00"), "+596596590000 0596 59 00 00");
  EXPECT_EQ(Shown("+508 41 00 00"), "+508410000 0508 41 00 00");
  EXPECT_EQ(Shown("0508 41 00 00"), "+508410000 0508 41 00 00");
  EXPECT_EQ(Shown("+687 26 00 00"), "+687260000 +687 26 00 00");
  EXPECT_EQ(Shown("+689 40 46 00 00"), "+68940460000 +689 40 46 00 00");
  EXPECT_EQ(Shown("00681 72 00 00"), "+681720000 +681 72 00 00");
}

TEST(Phone, ThatIsNoFrenchNumberIsNone) {
  for (const char* typed :
       {"", "3919", "03 21 00 00", "03 21 00 00 00 00", "00 21 00 00 00", "+32 2 000 00 00",
        "+262 321 00 00 00", "+687 26 00", "zéro trois", "03 21 00 00 00 poste 12", "03+21000000"})
    EXPECT_EQ(Shown(typed), "none") << typed;
}

struct ContactOfAnAccount : people::Fixture {};

TEST_F(ContactOfAnAccount, IsKeptAndCorrected) {
  const auto id = people::AddAccount(db, "alix", "Alix Essai", "alix@cdg.example").value();
  EXPECT_EQ(people::ContactOf(db, id).phone, "");
  ASSERT_TRUE(people::SetContact(db, id, {" Directrice générale ", "03 21 00 00 00"}));
  EXPECT_EQ(people::ContactOf(db, id).function, "Directrice générale");
  EXPECT_EQ(people::ContactOf(db, id).phone, "+33321000000");
  const auto refused = people::SetContact(db, id, {"", "12"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().field + " " + refused.error().code, "phone account.phone");
  EXPECT_EQ(people::SetContact(db, id, {std::string(201, 'x'), ""}).error().code, "account.function");
  EXPECT_EQ(people::ContactOf(db, id).phone, "+33321000000") << "nothing of what was refused";
  ASSERT_TRUE(people::SetContact(db, id, {}));
  EXPECT_EQ(people::ContactOf(db, id).function + people::ContactOf(db, id).phone, "");
}

TEST_F(ContactOfAnAccount, GoesWithTheOnlyPlaceThatItReadsFor) {
  const auto other = people::AddCollectivite(db, "ardelle", "Ardelle").value();
  const auto leaves = people::AddAccount(db, "alix", "Alix Essai", "alix@cdg.example").value();
  const auto stays = people::AddAccount(db, "noa", "Noa Essai", "noa@cdg.example").value();
  for (const auto id : {leaves, stays}) {
    ASSERT_TRUE(people::Assign(db, id, "referent", place.id));
    ASSERT_TRUE(people::SetContact(db, id, {"DRH", "03 21 00 00 00"}));
  }
  ASSERT_TRUE(people::Assign(db, stays, "referent", other.id));
  people::ClosePlace(db, place.id);
  EXPECT_EQ(people::ContactOf(db, leaves).phone, "");
  EXPECT_EQ(people::ContactOf(db, stays).phone, "+33321000000");
}

}  // namespace
