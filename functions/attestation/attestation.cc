#include "functions/attestation/attestation.h"

#include "domain/learning/attestation.h"
#include "domain/learning/view.h"
#include "lib/document/late_printer.h"

namespace attestation {
namespace {

// Built once, shared by every thread.
struct Office {
  explicit Office(rt::Env& environment)
      : env(environment),
        courses(learning::ReadCourses(env.config.share_dir + "/content")),
        card(rt::ReadCard(env, "attestation")),
        seed(learning::ReadAttestationKey(env.config.AttestationKey())),
        public_key(vault::SigningPublicKey(seed)) {}
  rt::Env& env;
  std::vector<learning::Course> courses;
  form::Card card;
  vault::Key seed;
  std::string public_key;
  document::LatePrinter printer;
};

// What is printed. The name goes nowhere else.
document::PdfDocument Document(const Office& office, const learning::Course& course,
                               const learning::Attestation& made, const std::string& name) {
  const auto say = [&](const char* key) {
    return office.env.pages.Message(std::string("attestation.") + key);
  };
  const auto by = office.env.pages.Common().Text("operator");
  const auto address = office.env.config.base_url + "/f/attestation?a=" + learning::Seal(made, office.seed);
  document::PdfDocument pdf;
  pdf.title = say("title");
  pdf.subject = say("subject");
  pdf.author = by;
  pdf.date = core::Instant{made.on};
  pdf.letterhead = by;
  pdf.footer = office.env.pages.Common().Text("service_name");
  pdf.blocks.push_back(
      document::Definitions{{{say("to"), name},
                             {say("course"), course.title},
                             {say("version"), made.version},
                             {say("duration"), std::to_string(course.minutes) + "\u00a0" + say("minutes")},
                             {say("on"), core::FrenchDay(made.on)},
                             {say("score"), std::to_string(made.score) + "\u00a0%"},
                             {say("by"), by}}});
  pdf.blocks.push_back(document::Paragraph{say("note"), document::Paragraph::Look::kSmall});
  document::Text beside{{.text = say("verify") + "\n"}, {.text = address, .link = address}};
  if (!office.env.config.IsHttps()) beside = {{.text = say("verify") + "\n"}, {.text = address}};
  pdf.blocks.push_back(document::QrBlock{address, say("qr"), std::move(beside), 45});
  return pdf;
}

rt::Response Make(Office& office, const rt::Request& request) {
  const auto* course = learning::FindCourse(office.courses, request.form.Get("course"));
  if (!course)
    return rt::Refused(office.env, request, {core::Kind::kNotFound, "", "learning.course_unknown"});
  std::optional<learning::Progress> progress;
  {
    auto db = office.env.db.Take();
    const auto learner = learning::Find(*db, request.Cookie(rt::CookieName(office.env, "learn")));
    if (learner) progress = learning::ProgressOf(*db, *learner, *course);
  }
  if (!progress) return rt::Refused(office.env, request, {core::Kind::kForbidden, "", "learning.none"});
  if (!progress->passed)
    return rt::Refused(office.env, request, {core::Kind::kConflict, "", "learning.not_passed"});
  if (const auto refusals = office.card.Check(request.form); !refusals.empty()) {
    auto model = json::Value::MakeObject({{"title", office.env.pages.Message("attestation.title")},
                                          {"noindex", true},
                                          {"course", learning::CourseView(*course)}});
    return rt::FormPage(office.env, request, "attestation", std::move(model), office.card, request.form,
                        refusals);
  }
  const learning::Attestation made{course->id, course->version, progress->last, progress->score};
  rt::Response response;
  response.type = "application/pdf";
  response.body = office.printer.Print(Document(office, *course, made, request.form.Get("name")));
  response.With("Cache-Control", "no-store");
  return response.With("Content-Disposition", "attachment; filename=\"attestation-" + course->id + ".pdf\"");
}

rt::Response Check(const Office& office, const rt::Request& request) {
  const auto& address = request.query.Get("a");
  if (address.empty() && !request.WantsJson()) return rt::SeeOther("/se-former/");
  const auto found = learning::Check(address, office.public_key);
  const auto* course = found ? learning::FindCourse(office.courses, found->course) : nullptr;
  const auto title = !found ? "" : course ? course->title : found->course;
  if (request.WantsJson()) {
    auto told = json::Value::MakeObject({{"valid", found.has_value()}});
    if (found)
      told.Set("course", found->course)
          .Set("version", found->version)
          .Set("on", core::IsoDay(found->on))
          .Set("score", found->score);
    return rt::Json(told);
  }
  auto model = json::Value::MakeObject({{"title", office.env.pages.Message("attestation.check")},
                                        {"noindex", true},
                                        {"is_valid", found.has_value()},
                                        {"course_title", title},
                                        {"on", found ? core::FrenchDay(found->on) : ""},
                                        {"score", found ? found->score : 0}});
  return rt::Html(office.env, "attestation_check", model);
}

}  // namespace

rt::Function Make(rt::Env& env) {
  auto office = std::make_shared<Office>(env);
  return {.handle =
              [office](const rt::Request& request) {
                return request.method == "POST" ? Make(*office, request) : Check(*office, request);
              },
          .receive = {}};
}

}  // namespace attestation
