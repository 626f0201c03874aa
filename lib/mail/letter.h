// What a mail says, from its template: one text, from which the HTML follows, so that both say the same.
#pragma once
#include <string>
#include <string_view>

#include "lib/json/value.h"
#include "lib/render/pages.h"

namespace mail {

struct Letter {
  std::string subject, text, html;
};

// templates/mail/<name>.mustache: « Objet : … », an empty line, the text. Its paragraphs are parted by empty
// lines; a line that is an address of the site becomes a link. The HTML is templates/layouts/mail.mustache:
// no picture, nothing to load. Throws std::runtime_error that names the template at fault.
// `model`: what the template asks for beside what all pages have.
Letter ReadLetter(const render::Pages& pages, std::string_view name,
                  const json::Value& model = json::Object());

}  // namespace mail
