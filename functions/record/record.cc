#include "functions/record/record.h"

#include "domain/casefile/visit.h"
#include "functions/record/sheet.h"
#include "lib/document/pdf.h"
#include "runtime/contract/attachment.h"

namespace record {
namespace {

// Built once, read by every thread.
struct Office {
  explicit Office(rt::Env& environment)
      : env(environment),
        scheme(scheme::Scheme::Read(env.config.SchemeFile(), env.config.SchemesFolder())),
        report(rt::ReadCard(env, "report")) {}
  rt::Env& env;
  scheme::Scheme scheme;
  form::Card report;

  document::PdfPrinter printer;
};

rt::Response Handle(const Office& office, const rt::Request& request) {
  const auto& env = office.env;
  if (request.method != "GET") return rt::NotAllowed(env, request, "GET, HEAD");
  const bool at_desk = request.query.Has("case");
  auto db = env.db.Take();
  auto file = at_desk ? casefile::OpenAtDesk(*db, request.Cookie(rt::CookieName(env, "desk")),
                                             request.query.Get("case"), env.now())
                      : casefile::OpenOwn(*db, request.Cookie(rt::CookieName(env, "case")), env.now());
  if (!file && file.error() == casefile::NoSession() && !request.WantsJson())
    return rt::SeeOther(at_desk ? "/connexion/" : "/suivre/");
  if (!file) return rt::Refused(env, request, file.error());
  if (at_desk) file->View(env.now());
  const auto by = report::SignedRecordOf(office.report, *file);
  if (at_desk && !by) return rt::Refused(env, request, {core::Kind::kNotFound, "", "record.none"});
  if (at_desk && !report::RecordGoesTo(office.scheme, *file))
    return rt::Refused(env, request, {core::Kind::kNotFound, "", "record.sealed"});
  const Content content{file->Number(), people::CollectiviteName(*db, file->CollectiviteId()),
                        file->ReceivedOn(), report::RecordOf(office.report, *file), by};
  return rt::Attachment("application/pdf", office.printer.Print(Sheet(office.scheme, env.pages, content)),
                        "fiche-" + content.number + ".pdf");
}

}  // namespace

rt::Function Make(rt::Env& env) {
  auto office = std::make_shared<const Office>(env);
  return {.handle = [office](const rt::Request& request) { return Handle(*office, request); }, .receive = {}};
}

}  // namespace record
