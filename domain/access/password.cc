// What makes a password weak: its length, and what is tried first. No rule on kinds of characters, no renewal
// (ANSSI and NIST SP 800-63B agree).
#include <algorithm>
#include <array>
#include <cstddef>

#include "domain/access/access.h"
#include "lib/core/text.h"

namespace people {
namespace {

constexpr std::size_t kShortest = 12, kLongest = 256;
// So many letters and figures must be left when the words that anyone would try are taken out.
constexpr std::size_t kOwn = 8;
constexpr std::size_t kShortestWord = 3;  // of a login or a name

constexpr std::array<std::string_view, 8> kRows{"abcdefghijklmnopqrstuvwxyz",
                                                "01234567890",
                                                "azertyuiop",
                                                "qsdfghjklm",
                                                "wxcvbn",
                                                "qwertyuiop",
                                                "asdfghjkl",
                                                "zxcvbnm"};

// What passwords are most often made of, in French and in English, and the words of this house.
constexpr std::string_view kCommon =
    "motdepasse motdepass monmotdepasse nouveau provisoire temporaire changemoi changezmoi secret "
    "confidentiel "
    "password passwort passe pass admin administrateur administrator administration root utilisateur user "
    "login "
    "connexion compte session ordinateur bureau windows microsoft office outlook google facebook internet "
    "azerty azertyuiop qwerty qwertyuiop qsdfghjklm qsdfgh wxcvbn asdfgh asdfghjkl zxcvbn zxcvbnm "
    "1q2w3e4r5t6y 1q2w3e4r 1qaz2wsx3edc 1qaz2wsx q1w2e3r4t5 1a2z3e4r5t6y 1a2z3e4r a1z2e3r4 aqwzsx azeqsd "
    "abcdef abcd abc123 123456 12345678 987654321 "
    "bonjour bonsoir bienvenue welcome hello salut coucou merci bisous bisou doudou loulou chouchou nounours "
    "soleil sunshine lune etoile amour toujours iloveyou jetaime cheri cherie coeur bonheur liberte "
    "princess princesse dragon monkey master superman batman pokemon starwars football baseball hockey rugby "
    "marseille paris france lyon bordeaux toulouse nantes strasbourg lille bretagne alsace "
    "chocolat caramel vanille tigrou minou chaton chien cheval dauphin papillon "
    "printemps automne hiver janvier fevrier mars avril juin juillet aout septembre octobre novembre "
    "decembre "
    "lundi mardi mercredi jeudi vendredi samedi dimanche noel vacances "
    "letmein trustno1 whatever shadow michael jordan jessica daniel ashley charlie "
    "nicolas thomas julien alexandre camille caroline isabelle stephane christophe philippe frederic "
    "sebastien "
    "martin bernard maman papa famille maison "
    "vigie signalement dispositif referent mairie commune collectivite centredegestion gestion prefecture "
    "departement region agent service test demo exemple";

bool IsLetterOrFigure(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

std::string LettersAndFigures(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), IsLetterOrFigure);
  return out;
}

// What looks alike becomes alike: p@ssw0rd is password.
std::string Plain(std::string_view folded) {
  static constexpr std::string_view kSigns = "01345789@$!l", kLetters = "oieastbgasii";
  std::string out(folded);
  for (char& c : out)
    if (const auto at = kSigns.find(c); at != std::string_view::npos) c = kLetters[at];
  return LettersAndFigures(out);
}

bool Follow(char a, char b) {
  if (a == b) return true;
  const std::array<char, 2> up{a, b}, down{b, a};
  return std::any_of(kRows.begin(), kRows.end(), [&](std::string_view row) {
    return row.find({up.data(), 2}) != std::string_view::npos ||
           row.find({down.data(), 2}) != std::string_view::npos;
  });
}

// The same piece again and again, or neighbours of the alphabet, of the figures or of the keyboard.
bool IsSimple(std::string_view text) {
  for (std::size_t piece = 1; piece * 2 <= text.size(); ++piece)
    if (text.substr(piece) == text.substr(0, text.size() - piece)) return true;
  std::size_t runs = 1;
  for (std::size_t i = 1; i < text.size(); ++i) runs += Follow(text[i - 1], text[i]) ? 0 : 1;
  return runs * 4 <= text.size();
}

std::vector<std::string> WordsOf(std::string_view text, std::string_view separators) {
  std::vector<std::string> words;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t to = std::min(text.find_first_of(separators, from), text.size());
    if (to - from >= kShortestWord) words.push_back(Plain(text.substr(from, to - from)));
    from = to + 1;
  }
  return words;
}

// Whether words of the list, and at most a few signs more, are all that there is.
bool IsMadeOf(std::vector<std::string> words, std::string text) {
  constexpr char kGap = ' ';
  std::sort(words.begin(), words.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
  bool found = false;
  for (const std::string& word : words)
    for (std::size_t at; !word.empty() && (at = text.find(word)) != std::string::npos; found = true)
      text.replace(at, word.size(), 1, kGap);
  std::erase(text, kGap);
  return found && core::Length(text) < kOwn;
}

std::vector<std::string> PersonalWords(const Account& account) {
  const std::string login = core::Fold(account.login), name = core::Fold(account.name);
  std::vector<std::string> words = WordsOf(login, ".-_@");
  for (const auto& more : {WordsOf(name, " .-_'"), WordsOf(login, " "), WordsOf(name, "\n")})
    words.insert(words.end(), more.begin(), more.end());
  return words;
}

}  // namespace

core::Result<void> CheckPassword(std::string_view password, const Account& account) {
  const auto refuse = [](const char* code) { return core::Refuse("password", code); };
  const std::size_t length = core::Length(password);
  if (length < kShortest) return refuse("password.too_short");
  if (length > kLongest) return refuse("password.too_long");
  const std::string folded = core::Fold(password), bare = LettersAndFigures(folded);
  if (IsSimple(folded) || (bare.size() >= kOwn && IsSimple(bare))) return refuse("password.simple");
  const std::string plain = Plain(folded);
  if (IsMadeOf(WordsOf(kCommon, " "), plain)) return refuse("password.common");
  if (IsMadeOf(PersonalWords(account), plain)) return refuse("password.personal");
  return {};
}

}  // namespace people
