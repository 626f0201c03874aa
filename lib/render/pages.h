// Pages from mustache templates, strictly: a name that the model lacks is an error, never an empty text.
//
// templates/pages/<page>.mustache is rendered with the model, then placed as {{{content}}} in
// templates/layouts/<layout>.mustache. templates/components/<name>/<name>.mustache are partials: {{> name}}.
// {{x}} is escaped, {{{x}}} is trusted HTML; they are two different names. A section is left out when its
// name is false, null, an empty text or an empty list; numbers are written out and count as true. A name is
// looked for in the innermost object that has it, then outwards to the page: {{a.b}} takes the nearest `a`,
// which must have `b`. Every page may leave these out: "has_errors" (false; true puts « Erreur : » before the
// title), "exit_button" (true), "noindex" (false), "description" and "verified_on" (none), "here" (the entry
// of the menu that the page belongs to: report, follow, understand, learn, urgent or search, and those of
// the component office_nav: members, dues_desk, figures, incidents, retention or accessibility_desk; each
// "page" or "true" as aria-current wants it; none), "session_ends" (when the desk closes, once it is near;
// none).
#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "lib/json/value.h"

namespace render {

class Pages {
 public:
  // Checks every template of `templates` (which are read again when they are first rendered) and reads the
  // message catalogue (the flat JSON objects of the directory `messages`; a key may stand in one of them
  // only) once. `common` is given to every page (name of the service, addresses, style sheet…). Throws
  // std::runtime_error naming the template or the key at fault.
  Pages(const std::string& templates, const std::string& messages, json::Value common);
  ~Pages();
  Pages(Pages&&) noexcept;

  // A whole HTML document. `model` must have "title". Thread safe. Throws std::runtime_error naming the page
  // and the name at fault.
  std::string Render(std::string_view page, const json::Value& model, std::string_view layout = "page") const;
  // A template without layout: a mail, a fragment. `name` as in "mail/new_message".
  std::string RenderPart(std::string_view name, const json::Value& model) const;

  // The sentence of a key; throws std::runtime_error when the catalogue has none.
  std::string Message(std::string_view key) const;
  const json::Value& Common() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// "here" for a page under this entry of the menu; `how` is "page" for the entry's own page.
json::Value Here(std::string_view entry, std::string_view how = "true");

std::string EscapeHtml(std::string_view text);

}  // namespace render
