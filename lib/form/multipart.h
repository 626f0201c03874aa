// multipart/form-data (RFC 7578), read while it arrives: nothing but plain fields is kept in memory.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "lib/core/result.h"
#include "lib/form/fields.h"

namespace form {

// Takes the files of a body while they arrive. Owned by whoever reads the body; calls come in order, from one thread.
class FileSink {
 public:
  virtual ~FileSink() = default;
  // A file begins. `fields`: those that came before it; the sink may add to them. `filename` may be any text, of one line: never a path.
  virtual void Begin(Fields& fields, const std::string& field, const std::string& filename) = 0;
  // Some of its bytes. After returning false the rest of this file is read and thrown away.
  virtual bool Write(std::string_view bytes) = 0;
  // It is complete (also after Write returned false). What the sink puts into `fields` (an id, a refusal) is all that the handler learns of it.
  virtual void End(Fields& fields) = 0;
  // The body broke off, or was refused, in the middle of the file: forget it. Must not throw.
  virtual void Abandon() = 0;
};

// Feed it the body piece by piece. `sink` may be null: then a file part is refused ("multipart.no_files"). A file input left empty
// (no name, no bytes) is no file. Plain fields are bounded together by `max_fields_bytes` ("multipart.too_large"), the head of a part by 4 KiB
// ("multipart.head"), parts by 256 ("multipart.too_many"). Refuses nested multiparts ("multipart.nested"), base64 and quoted-printable
// ("multipart.encoding"), other malformed bodies ("multipart.syntax", "multipart.incomplete"), and what Clean() refuses. Between two calls it
// holds back no more than a head, or the beginning of a boundary: a file of any size costs no memory.
class MultipartReader {
 public:
  MultipartReader(std::string boundary, std::size_t max_fields_bytes, FileSink* sink);
  ~MultipartReader();
  // False once the body is refused: Finish() says why, and the rest need not be fed.
  bool Feed(std::string_view bytes);
  // After the last byte. Refuses a body that is not complete.
  core::Result<Fields> Finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The boundary of "multipart/form-data; boundary=…"; none when this is another type or the boundary is not valid.
std::optional<std::string> MultipartBoundary(std::string_view content_type);

}  // namespace form
