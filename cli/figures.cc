// The figures of a year, from the server. They are sealed to people: the server alone opens none, so the
// command asks for the password and the one-time code of someone who may see them.
#include <algorithm>
#include <map>

#include "cli/commands.h"
#include "domain/bilan/bilan.h"
#include "domain/casefile/casefile.h"
#include "lib/core/text.h"

namespace cli {
namespace {

// As sign_in does it: their keys are given on, and what came meanwhile is counted.
bilan::Visitor SignedIn(Context& context, store::Db& db, const bilan::Teller& teller,
                        const std::string& login) {
  const auto password = context.ask("Mot de passe de " + login);
  const auto code = core::Digits(context.ask("Code à usage unique"));
  auto in = Value(context, people::SignIn(db, login, password, code, context.now()));
  figures::Attend(db, in.account, in.keys, figures::OfficeReports(teller.scheme));
  casefile::Case::SealMissingFacets(db, in.account, in.keys, core::LocalDay(context.now()));
  return {db, std::move(in.account), std::move(in.keys), context.now()};
}

bilan::Shown ShownTo(const bilan::Teller& teller, const bilan::Visitor& visitor, const std::string& of,
                     int year) {
  const auto refuse = [&](const char* why) { return Usage(teller.Say(why)); };
  const auto choices = bilan::ChoicesFor(teller, visitor);
  const auto chosen = std::find_if(choices.begin(), choices.end(),
                                   [&](const auto& one) { return of.empty() || one.of == of; });
  if (chosen == choices.end()) throw Usage("ce compte ne voit pas ces chiffres");
  const auto counted = bilan::CountedFor(teller, visitor, *chosen);
  if (!counted) throw refuse("waiting");
  const auto years = bilan::YearsFor(visitor, *chosen, *counted);
  if (years.empty()) throw refuse("unpublished");
  if (std::find(years.begin(), years.end(), year) == years.end())
    throw Usage("il n'y a pas de chiffres pour " + std::to_string(year));
  return bilan::ShownFor(teller, visitor, *chosen, *counted, year);
}

}  // namespace

int Figures(Context& context, const Words& words) {
  const int year = YearIn(words.Plain(0, "l'année"));
  words.Only(1, {"--login", "--of", "--format", "--out"});
  const auto format = words.Option("--format", "csv");
  static const std::map<std::string, std::string> formats{{"csv", "csv"},         {"ods", "ods"},
                                                          {"xlsx", "xlsx"},       {"pdf", "pdf"},
                                                          {"odt", "bilan_odt"},   {"bilan_pdf", "bilan_pdf"},
                                                          {"rsu_ods", "rsu_ods"}, {"rsu_xlsx", "rsu_xlsx"}};
  const auto file = formats.find(format);
  if (format != "json" && file == formats.end())
    throw Usage(
        "--format : csv, ods, xlsx, pdf, odt ou bilan_pdf (le bilan), rsu_ods, rsu_xlsx ou json, pas « " +
        format + " »");
  const auto login = words.Needed("--login");
  const bilan::Teller teller(context.config,
                             [&](const std::string& key) {
                               return Sentence(context.config, {core::Kind::kInvalid, "", key});
                             },
                             {});
  auto db = OpenDatabase(context);
  const auto visitor = SignedIn(context, db, teller, login);
  const auto shown = ShownTo(teller, visitor, words.Option("--of"), year);
  const std::optional<bilan::File> made =
      format == "json"
          ? bilan::File{.type = {}, .name = {}, .bytes = json::Write(bilan::PageJson(teller, shown)) + "\n"}
          : bilan::FileOf(teller, shown, file->second);
  if (!made) throw Usage("ce dispositif ne tient pas les tableaux du rapport social unique");
  const auto& bytes = made->bytes;
  if (!words.Has("--out")) {
    context.out = bytes;
    return 0;
  }
  constexpr mode_t kOwnerOnly = 0600;
  WriteBytes(words.Option("--out"), bytes, kOwnerOnly);
  context.out = "Écrit : " + words.Option("--out") + "\n";
  return 0;
}

}  // namespace cli
