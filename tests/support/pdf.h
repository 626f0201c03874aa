// A printed PDF as other programs see it (poppler-utils, qpdf, zbar-tools). For tests.
#pragma once
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <utility>

namespace tests {

class Pdf {
 public:
  explicit Pdf(std::string bytes)
      : bytes_(std::move(bytes)),
        path_(testing::TempDir() + "vigie-" + std::to_string(getpid()) + "-" + std::to_string(++Count()) +
              ".pdf") {
    std::ofstream(path_, std::ios::binary) << bytes_;
  }
  ~Pdf() { std::remove(path_.c_str()); }
  Pdf(const Pdf&) = delete;
  Pdf& operator=(const Pdf&) = delete;

  const std::string& bytes() const { return bytes_; }
  // What a reader copies, page after page; `page`: one of them, from 1.
  std::string Text(int page = 0) const {
    const std::string only = page ? " -f " + std::to_string(page) + " -l " + std::to_string(page) : "";
    return Run("pdftotext" + only + " '" + path_ + "' -");
  }
  // What a screen reader goes through: elements and their texts, in the order of the structure.
  std::string Structure() const { return Run("pdfinfo -struct-text '" + path_ + "'"); }
  std::string Info() const { return Run("pdfinfo '" + path_ + "'"); }
  int Pages() const {
    const std::string info = Info();
    return std::stoi(info.substr(info.find("Pages:") + 6));
  }
  // Empty when qpdf finds nothing to say.
  std::string Check() const { return Run("qpdf --check '" + path_ + "' >/dev/null 2>&1 || echo refused"); }
  // What a telephone reads on the pages.
  std::string QrCodes() const {
    return Run("pdftoppm -r 150 -png '" + path_ + "' '" + path_ + "' && zbarimg -q --raw '" + path_ +
               "'-*.png 2>/dev/null; rm -f '" + path_ + "'-*.png");
  }

 private:
  static int& Count() {
    static int count = 0;
    return count;
  }
  static std::string Run(const std::string& command) {
    std::string out;
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), &pclose);
    std::array<char, 4096> part{};
    while (const std::size_t size = fread(part.data(), 1, part.size(), pipe.get()))
      out.append(part.data(), size);
    return out;
  }
  std::string bytes_, path_;
};

}  // namespace tests
