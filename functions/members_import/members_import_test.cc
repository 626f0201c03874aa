#include "functions/members_import/members_import.h"

#include <gtest/gtest.h>

#include "domain/membership/membership.h"
#include "tests/support/fake_env.h"

namespace members_import {
namespace {

using fake::Says;

struct ImportOfMembers : testing::Test {
  fake::World world;
  std::string cookie;
  rt::Function function = Make(world.Env());
  ImportOfMembers() {
    world.AddReader("robin", "manager", 0);
    cookie = "desk=" + world.SignIn("robin");
  }
  rt::Response Paste(const std::string& text) {
    return function.handle(fake::Post(fake::Pairs{{"pasted", text}}, cookie));
  }
};

TEST_F(ImportOfMembers, TakesAWholeList) {
  EXPECT_EQ(function.handle(fake::Get({}, cookie)).status, 200);
  const auto done = Paste("nom;nature\nVille d’Ardelle;commune\nCommune de Valmeuse;commune\n");
  EXPECT_EQ(done.status, 303);
  EXPECT_EQ(fake::Header(done, "Location"), "/f/members?added=2&changed=0");
  EXPECT_EQ(world.Count("member"), 2);
  EXPECT_EQ(world.Count("journal"), 1);
}

TEST_F(ImportOfMembers, TellsEveryLineThatIsWrongAndKeepsNothing) {
  const auto refused = Paste("nom;siret\nVille d’Ardelle;21620099800013\nBourg;123\n;\nLieu;456\n");
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(Says(refused, "<th scope=\"row\">3</th>") && Says(refused, "<th scope=\"row\">5</th>"));
  EXPECT_TRUE(Says(refused, "Bourg;123")) << "what was pasted is still there";
  EXPECT_EQ(world.Count("member"), 0);
  EXPECT_EQ(world.Count("journal"), 0);
  EXPECT_EQ(Paste(" ").status, 422);
  EXPECT_EQ(Paste("\"nom\nArdelle").status, 422);
}

TEST_F(ImportOfMembers, TakesAFileAsItComes) {
  auto request = fake::Post(form::Fields{}, cookie);
  auto sink = function.receive(request);
  ASSERT_TRUE(sink);
  sink->Begin(request.form, "file", "liste.csv");
  EXPECT_TRUE(sink->Write("nom;nature\nVille d’"));
  EXPECT_TRUE(sink->Write("Ardelle;commune\n"));
  sink->End(request.form);
  EXPECT_EQ(function.handle(request).status, 303);
  EXPECT_EQ(world.Count("member"), 1);
}

TEST_F(ImportOfMembers, RefusesAFileThatIsTooLarge) {
  auto request = fake::Post(form::Fields{}, cookie);
  auto sink = function.receive(request);
  sink->Begin(request.form, "file", "liste.csv");
  EXPECT_FALSE(sink->Write(std::string((4 << 20) + 1, 'x')));
  sink->End(request.form);
  EXPECT_EQ(function.handle(request).status, 422);
}

TEST_F(ImportOfMembers, IsForManagersAlone) {
  for (const char* role : {"referent", "provider"}) {
    cookie = "desk=" + world.SignIn(role);
    EXPECT_EQ(Paste("nom\nArdelle\n").status, 403);
    EXPECT_FALSE(function.receive(fake::Post(form::Fields{}, cookie))) << "not even read";
  }
  cookie.clear();
  const auto kept = Paste("nom\nArdelle\n");
  EXPECT_EQ(kept.status, 403);
  EXPECT_TRUE(fake::Says(kept, "name=\"pasted\" value=\"nom\nArdelle")) << "what was pasted is given back";
  EXPECT_EQ(world.Count("member"), 0);
}

}  // namespace
}  // namespace members_import
