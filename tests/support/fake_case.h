// For the tests of functions that work on a case: a case filed in a World, the cookies of those who open it,
// and forms that carry files.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "domain/casefile/desk.h"
#include "tests/support/fake_env.h"

namespace fake {

inline casefile::NewCase NewReport(World& world) {
  casefile::NewCase report;
  report.collectivite_id = world.Collectivite().id;
  report.report = *json::Parse(
      R"({"facts": "Il crie <b>chaque matin</b>.", "kinds": ["moral_harassment"], "quality": "victim"})");
  report.idempotency_key = vault::RandomToken();
  return report;
}

inline scheme::Scheme SchemeOf(World& world) { return scheme::Scheme::Read(world.Env().config.SchemeFile()); }

inline casefile::Filed File(World& world, const casefile::NewCase& report) {
  auto db = world.Pool().Take();
  return casefile::File(*db, SchemeOf(world), report, world.WorkerKeys().public_key,
                        core::LocalDay(world.Now()))
      .value();
}
inline casefile::Filed FileOne(World& world) { return File(world, NewReport(world)); }
inline casefile::Filed FileNamed(World& world, const std::string& name = "Camille Fictive") {
  auto report = NewReport(world);
  report.identity = json::Value::MakeObject({{"name", name}, {"indirect.service", "Voirie"}});
  return File(world, report);
}

inline json::Value Closing(const std::string& reason) {
  return json::Value::MakeObject({{"outcome", "measures"}, {"reason", reason}});
}

// The Cookie header of the reporter of a case, as after open_case; of someone signed in at the desk.
inline std::string ReporterCookie(World& world, const casefile::Filed& filed) {
  auto db = world.Pool().Take();
  const auto keys = casefile::Unlock(*db, filed.code.substr(0, 6), filed.code).value();
  return "case=" +
         people::OpenSession(*db, people::SessionKind::kCase, keys.case_id, keys.secret_key, world.Now());
}
inline std::string DeskCookie(World& world, const std::string& login) {
  return "desk=" + world.SignIn(login);
}

// A case as one of its readers has it open. `db` must outlive it.
inline casefile::Case AsReader(World& world, store::Db& db, const std::string& login,
                               const casefile::Filed& filed) {
  return casefile::Case::OpenAsReader(db, world.Account(login), world.Keys(login), filed.number).value();
}
inline casefile::Case AsReporter(store::Db& db, const casefile::Filed& filed) {
  const auto keys = casefile::Unlock(db, filed.code.substr(0, 6), filed.code).value();
  return casefile::Case::OpenAsReporter(db, {keys.case_id, vault::KeyPair::FromSecret(keys.secret_key)})
      .value();
}

// One part of a multipart form: a file when it has a filename.
struct Part {
  std::string name, value;
  std::string filename = {};
};

// The request as the runtime hands it over: files went to the function's own sink, `piece` bytes at a time.
inline rt::Request PostFiles(const rt::Function& function, const std::vector<Part>& parts,
                             const std::string& cookie = {}, std::size_t piece = 60'000) {
  auto request = Post(form::Fields{}, cookie);
  request.headers["content-type"] = "multipart/form-data; boundary=limite";
  const auto sink = function.receive(request);
  form::MultipartReader reader("limite", 512 * 1024, sink.get());
  std::string body;
  for (const auto& part : parts) {
    body += "--limite\r\nContent-Disposition: form-data; name=\"" + part.name + "\"";
    if (!part.filename.empty())
      body += "; filename=\"" + part.filename + "\"\r\nContent-Type: application/octet-stream";
    body += "\r\n\r\n" + part.value + "\r\n";
  }
  body += "--limite--\r\n";
  for (std::size_t at = 0; at < body.size(); at += piece)
    reader.Feed(std::string_view(body).substr(at, piece));
  request.form = reader.Finish().value();
  return request;
}

inline const std::string kPng = "\x89PNG\r\n\x1a\n" + std::string(5000, 'p');
inline const std::string kPdf = "%PDF-1.4\n" + std::string(5000, 'd');

}  // namespace fake
