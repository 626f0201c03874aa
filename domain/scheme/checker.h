// Private to domain/scheme: the questions that a scheme's file is asked, and the faults found so far.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/json/value.h"

namespace scheme {

// A value and where it stands: "dues.affiliated.bands[2].to".
struct Node {
  const json::Value& value;
  std::string path;
  Node operator[](std::string_view key) const;
  bool IsNull() const { return value.IsNull(); }
};

// Every question answers whether the value will do, and notes a fault when it does not.
class Checker {
 public:
  using Words = std::vector<std::string_view>;

  bool Text(const Node& node, std::string_view example);  // not empty
  bool TextOrEmpty(const Node& node, std::string_view example);
  bool Whole(const Node& node, std::int64_t least, std::int64_t most, std::string_view example);
  bool Iban(const Node& node);                             // its two check digits are right
  bool Cents(const Node& node, std::string_view example);  // whole cents: 2,50 € is 250
  bool Bool(const Node& node);
  bool Day(const Node& node);  // 2027-06-27
  bool OneOf(const Node& node, const Words& words);
  bool Object(const Node& node, const Words& known);  // no other key than these
  // The items of a list; none, and a fault, when it is no list or has fewer than `least`.
  std::vector<Node> List(const Node& node, std::size_t least, std::string_view example);
  std::vector<std::string> Roles(const Node& node, const Words& words);  // a list of different words
  void Texts(const Node& node, std::size_t least, std::string_view example);
  // Either a value that `good` accepts, or null and beside it a "reason".
  template <class Good>
  void OrReason(const Node& parent, std::string_view key, Good good) {
    if (!parent[key].IsNull())
      good(parent[key]);
    else if (parent["reason"].IsNull())
      Fault(parent[key], "a value, or null with a \"reason\" beside it",
            "\"reason\": \"le montant est perdu\"");
  }
  // The "id" of each item: a word of its own.
  std::vector<std::string> Ids(const std::vector<Node>& items);

  struct Found {
    std::string path, said;  // "expected …, for example …"
  };
  void Fault(const Node& node, std::string_view expected, std::string_view example);
  const std::vector<Found>& Faults() const { return faults_; }

 private:
  std::vector<Found> faults_;
};

Checker::Words Clocks();  // the keys of "deadlines"

void CheckScheme(Checker& check, const Node& root);
void CheckStates(Checker& check, const Node& root);  // phases, states, outcomes
void CheckCourse(Checker& check, const Node& root);
void CheckOrders(Checker& check, const Node& root);  // of prestations: course.orders, its acts, the trades
void CheckDeadlines(Checker& check, const Node& root);
void CheckRetention(Checker& check, const Node& retention);
void CheckOffice(Checker& check,
                 const Node& root);  // membership, data protection, governance, what is handed out
void CheckDues(Checker& check, const Node& dues);
void CheckPrices(Checker& check, const Node& prices);

}  // namespace scheme
