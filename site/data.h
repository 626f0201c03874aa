// What each `data:` word of a front matter gives the page's template.
//
// - scheme: how the dispositif works, scheme {readers, authority_readers, anonymity_text, phases, contacts,
// …}
// - numbers: the numbers to call, emergency first: groups, online
// - places: the collectivités: has_places, places_title, many, letters
// - audit: the state of conformity, audit {…}
// - grid: each criterion on each page, grid {…}, see site/audit.h
// - courses: the courses [{href, title, audience, minutes, …}], see domain/learning/view.h
// - sitemap: the pages of the site: pages [{address, menu, description, has_children, children}]
// - film: the film and its transcript, film {…}, see site/film.h
// - kit: the pieces of the kit: kit {pieces: [{id, title, about, formats: [{format, label}]}]}
// - poster: for a page of one collectivité, its code QR: poster {address, qr_href}
#pragma once
#include <string>

#include "site/input.h"

namespace site {

// Adds what `word` stands for. `place`: the collectivité of the page, null when it has none. Throws
// std::runtime_error for an unknown word, or one that needs a collectivité.
void AddData(json::Value& model, const std::string& word, const Input& input, const Place* place);

// How a collectivité is reported for by telephone: {phone, phone_href, number}; null without a voice server
// whose number is configured.
json::Value VoiceOf(const Input& input, const Place& place);

// The page under which `source` stands, {address, menu}; null when it stands alone.
json::Value ParentOf(const Input& input, const Source& source);

// Where the code QR of a collectivité stands, and its drawing.
std::string QrAddress(const Place& place);
std::string QrDrawing(const Input& input, const Place& place);

// The accessibility statement's model, for `audit` and for the mention of every page.
json::Value StatementOf(const Input& input);

}  // namespace site
