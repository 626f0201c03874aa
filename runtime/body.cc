#include "runtime/body.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "lib/core/text.h"

namespace rt {
namespace {

constexpr std::size_t kPiece = 64UL * 1024;

// The function's sink, with the promise that a file which has begun is ended or abandoned, once.
class SafeSink final : public form::FileSink {
 public:
  explicit SafeSink(std::unique_ptr<form::FileSink> inner) : inner_(std::move(inner)) {}
  ~SafeSink() override {
    try {
      Abandon();
    } catch (...) {  // its own failure changes nothing for the visitor, whose request is already lost
    }
  }
  void Begin(form::Fields& fields, const std::string& field, const std::string& filename) override {
    inner_->Begin(fields, field, filename);
    open_ = true;
  }
  bool Write(std::string_view bytes) override { return inner_->Write(bytes); }
  void End(form::Fields& fields) override {
    inner_->End(fields);
    open_ = false;
  }
  void Abandon() override {
    if (std::exchange(open_, false)) inner_->Abandon();
  }

 private:
  std::unique_ptr<form::FileSink> inner_;
  bool open_ = false;
};

// "application/json; charset=utf-8" → "application/json"
std::string MediaType(std::string_view header) {
  std::string type(core::Trim(header.substr(0, header.find(';'))));
  std::transform(type.begin(), type.end(), type.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return type;
}

int StatusOfBody(const core::Refusal& refusal) { return refusal.kind == core::Kind::kTooLarge ? 413 : 400; }

// Gives each piece to `take` until the whole length was read or `take` says false. True when all was read.
template <class Take>
bool ReadPieces(Connection& connection, std::size_t length, Take take) {
  std::vector<char> piece(std::min(length, kPiece));
  while (length > 0) {
    auto count = connection.Read(piece.data(), std::min(length, piece.size()));
    if (count == 0) return false;
    length -= count;
    if (!take(std::string_view(piece.data(), count))) return length == 0;
  }
  return true;
}

BodyEnd ReadMultipart(Connection& connection, const Head& head, const Function& function,
                      const Limits& limits, Request& request) {
  auto boundary = form::MultipartBoundary(request.Header("content-type"));
  if (!boundary) return {false, 400};
  std::unique_ptr<SafeSink> sink;
  if (auto inner = function.receive ? function.receive(request) : nullptr)
    sink = std::make_unique<SafeSink>(std::move(inner));
  form::MultipartReader reader(*boundary, limits.body, sink.get());
  bool refused = false;
  bool all = ReadPieces(connection, head.length, [&](std::string_view piece) {
    refused = !reader.Feed(piece);
    return !refused;
  });
  if (!all && !refused) return {};
  auto fields = reader.Finish();
  if (!fields) return {all, StatusOfBody(fields.error())};
  request.form = std::move(*fields);
  return {all, 0};
}

BodyEnd ReadWhole(Connection& connection, const Head& head, const std::string& type, Request& request) {
  std::string body;
  body.reserve(head.length);
  bool all = ReadPieces(connection, head.length, [&](std::string_view piece) {
    body += piece;
    return true;
  });
  if (!all) return {};
  auto fields = type == "application/json" ? form::ParseJson(body) : form::ParseUrlEncoded(body);
  if (!fields) return {true, StatusOfBody(fields.error())};
  request.form = std::move(*fields);
  return {true, 0};
}

}  // namespace

BodyEnd ReadBody(Connection& connection, const Head& head, const Function& function, const Limits& limits,
                 Request& request) {
  if (head.length == 0) return {true, 0};
  auto type = MediaType(request.Header("content-type"));
  bool multipart = type == "multipart/form-data";
  if (!multipart && type != "application/json" && type != "application/x-www-form-urlencoded")
    return {false, 415};
  if (head.length > (multipart && limits.files ? limits.files : limits.body)) return {false, 413};
  if (head.expects_continue) connection.Continue();
  return multipart ? ReadMultipart(connection, head, function, limits, request)
                   : ReadWhole(connection, head, type, request);
}

}  // namespace rt
