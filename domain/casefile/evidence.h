// Evidence while it arrives: sealed chunk by chunk, each chunk one small durable write; never whole in
// memory, never in clear on a disk.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/casefile/casefile.h"
#include "lib/form/multipart.h"

namespace casefile {

inline constexpr std::int64_t kMaxFiles = 10;  // of a reporter; in a case, of its readers together as many
inline constexpr std::int64_t kMaxFileBytes = 50 * 1024 * 1024;

// The media type that the first bytes tell, "" when it is none that we take. Takes: PDF, JPEG, PNG, GIF,
// WebP, HEIC, MP3, M4A, OGG, WAV, MP4, MOV, WebM, plain text, EML, ODF and OOXML documents (zip with the
// right first entry). Refuses HTML, SVG, scripts, programs, other archives.
std::string TypeOfContent(std::string_view first_bytes, std::string_view filename);

// A draft's token is the only key to its files: one of fewer characters (128 bits in base64) could be guessed
// by whoever has the disk, and names no draft.
inline constexpr std::size_t kMinToken = 22;

struct DraftFile {
  std::string id, name, type;
  std::int64_t size = 0;
};

// What the sink below says of the files that it did not keep. `reason`: too_large, too_many, type, empty,
// no_room. The
// field could also be typed by hand: only the sink's words count.
struct RefusedFile {
  std::string name, reason;
};
std::vector<RefusedFile> RefusedFiles(const form::Fields& fields);

// The files of a report that is not sent yet, under the key that its token gives. The token stands in a
// hidden field of the form only.
std::vector<DraftFile> DraftFiles(store::Db& db, std::string_view token);
void RemoveDraftFile(store::Db& db, std::string_view token, std::string_view id);
// Deletes drafts left for more than `days` days, and files that never finished arriving.
void ForgetDrafts(store::Db& db, core::Day today, int days);

// The sink that both doors use: of a draft or of an opened case. A draft's token is the field
// "idempotency_key" that came before the first file; when that is absent or shorter than kMinToken, a token
// of its own, which it puts into the field "evidence.draft". For every file it adds to the fields either
// ("evidence.kept", id) or ("evidence.refused", "<code>:<name>") with code evidence.too_large,
// evidence.too_many, evidence.type, evidence.empty, evidence.no_room (store::Pool::HasRoom).
class EvidenceSink : public form::FileSink {
 public:
  static std::unique_ptr<EvidenceSink> ForDraft(store::Pool& pool, core::Day today);
  // Keeps the case's key itself: `of` may go before the files come.
  static std::unique_ptr<EvidenceSink> ForCase(store::Pool& pool, const Case& of, core::Instant now);
  ~EvidenceSink() override;
  void Begin(form::Fields& fields, const std::string& field, const std::string& filename) override;
  bool Write(std::string_view bytes) override;
  void End(form::Fields& fields) override;
  void Abandon() override;

 private:
  struct State;
  explicit EvidenceSink(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace casefile
