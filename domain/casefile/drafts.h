// Private to domain/casefile: what evidence rows hold, and how a draft's files join its case.
#pragma once
#include <string>
#include <string_view>

#include "domain/casefile/evidence.h"

namespace casefile {

// What is sealed beside a file's chunks.
struct FileRecord {
  std::string name, type, from;
  std::int64_t size = 0;
  vault::Key key;  // of its chunks
};
std::string SealFile(const vault::Key& key, const std::string& context, const FileRecord& record);
std::optional<FileRecord> OpenFile(const vault::Key& key, const std::string& context,
                                   std::string_view sealed);

// Where a draft's files stand, and the key of their records: both come from the form's token alone.
std::string DraftHash(std::string_view token);
vault::Key DraftKey(std::string_view token);
std::string DraftContext(std::string_view public_id);
std::string CaseFileContext(std::string_view number, std::string_view public_id);

// Inside the transaction that files the report: the draft's files become the case's. Chunks are not touched.
void AdoptDraft(store::Db& db, std::string_view token, std::int64_t case_id, std::string_view number,
                const vault::Key& case_key);

}  // namespace casefile
