// The administrator's commands. Each reads its words, does one thing, prints in French on standard output.
#pragma once
#include <sys/types.h>

#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "domain/casefile/journal.h"
#include "lib/config/config.h"
#include "lib/core/result.h"
#include "lib/core/time.h"
#include "lib/store/db.h"
#include "lib/vault/vault.h"

namespace cli {

// What the person typed cannot be done: shown as it is, exit status 2.
struct Usage : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The words after the command: plain ones in order, and "--name value" or "--name" options (an option may be
// given several times).
class Words {
 public:
  // `flags`: options without a value.
  Words(const std::vector<std::string>& words, const std::vector<std::string>& flags);
  const std::string& Plain(std::size_t i,
                           const std::string& what) const;  // throws Usage « il manque <what> »
  // Throws Usage when there are more plain words than that, or an option that is none of these: nothing typed
  // is passed over.
  void Only(std::size_t plain, const std::vector<std::string>& options) const;
  bool Has(const std::string& name) const;
  std::string Option(const std::string& name, const std::string& otherwise = {}) const;
  std::string Needed(const std::string& name) const;
  std::vector<std::string> All(const std::string& name) const;

 private:
  std::vector<std::string> plain_;
  std::vector<std::pair<std::string, std::string>> options_;
};

// One line that nobody else should see: asked on the terminal, where it does not show; the next line of the
// standard input where that is no terminal. Throws Usage when there is none. (Never a word of the command:
// every user of the machine reads those.)
std::string AskSecret(const std::string& what);

struct Context {
  const config::Config& config;
  core::Clock now;
  std::string out;  // what is printed when the command is done
  std::function<std::string(const std::string& what)> ask = AskSecret;
};

// Each gives the exit status: 0, or 1 when what was looked at is not as it should be.
int Migrate(Context& context, const Words& words);
int Keys(Context& context, const Words& words);          // init
int Collectivite(Context& context, const Words& words);  // add, list
int Member(Context& context, const Words& words);        // import, export
int Account(Context& context, const Words& words);       // add, list, invite, disable, enable
int Verify(Context& context, const Words& words);
int Backup(Context& context, const Words& words);
int Restore(Context& context, const Words& words);
int Purge(Context& context, const Words& words);
int Doctor(Context& context, const Words& words);
int Paper(Context& context, const Words& words);   // register, impact, certificate, elimination
int Scheme(Context& context, const Words& words);  // check; needs no configuration
int Demo(Context& context, const Words& words);
int Case(Context& context, const Words& words);      // import
int Trade(Context& context, const Words& words);     // set, list: what the experts of a provider do
int Learning(Context& context, const Words& words);  // figures
int Logo(Context& context, const Words& words);      // set, remove: what the kit prints
int Dues(Context& context, const Words& words);      // open, ask, freeze, issue, list, export
int Figures(Context& context, const Words& words);   // of a year, for whoever holds their key
int Mail(Context& context,
         const Words& words);  // test; 1 when the mail cannot leave, 0 also when the relay asks to wait

// ---- for the commands

int YearIn(const std::string& typed);  // throws Usage

// Refuses (std::runtime_error) a database that is not there, or not migrated.
store::Db OpenDatabase(const Context& context);
// A new file of this line (or lines) with exactly this mode; throws std::runtime_error when it exists or
// cannot be written.
void WriteNew(const std::string& path, std::string_view line, mode_t mode);
void WriteBytes(const std::string& path, std::string_view bytes, mode_t mode);  // the same, of any bytes

// The worker's public key; throws std::runtime_error when it is missing or damaged.
std::string ReadWorkerKey(const config::Config& config);
// Its key pair, for what the worker does otherwise; the same.
vault::KeyPair ReadWorkerPair(const config::Config& config);
// What is wrong with the database of that file and its journal, line by line; empty when nothing is.
std::string FaultsOf(const std::string& path, const std::string& migrations, const std::string& known_head,
                     casefile::Verified& journal);

// The sentence for a refusal of the domain.
std::string Sentence(const config::Config& config, const core::Refusal& refusal);
// The value, or Usage with the sentence.
template <class T>
T Value(const Context& context, core::Result<T> result) {
  if (!result) throw Usage(Sentence(context.config, result.error()));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

}  // namespace cli
