// A small file kept in memory while its form is read.
#pragma once
#include <cstddef>
#include <string>
#include <utility>

#include "lib/form/multipart.h"

namespace form {

// Puts the last file of the body, whole, into the field "file", and what it is called into "file_name"; one
// of more than `largest` bytes is thrown away, and leaves the field "too_large" instead of "file".
class InMemory : public FileSink {
 public:
  explicit InMemory(std::size_t largest) : largest_(largest) {}
  void Begin(Fields& fields, const std::string&, const std::string& filename) override {
    fields.Remove("file");
    fields.Remove("too_large");
    fields.Set("file_name", filename);
    bytes_.clear();
    whole_ = true;
  }
  bool Write(std::string_view bytes) override {
    whole_ = whole_ && bytes_.size() + bytes.size() <= largest_;
    if (whole_)
      bytes_ += bytes;
    else
      bytes_ = {};
    return whole_;
  }
  void End(Fields& fields) override {
    fields.Set(whole_ ? "file" : "too_large", whole_ ? std::move(bytes_) : "true");
    bytes_ = {};
  }
  void Abandon() override { bytes_ = {}; }

 private:
  std::size_t largest_;
  std::string bytes_;
  bool whole_ = true;
};

}  // namespace form
