// Orders of prestations on the desk. Private to functions/case_desk.
#pragma once
#include <optional>
#include <string>

#include "domain/services/services.h"
#include "functions/case_desk/desk.h"

namespace case_desk {

inline bool IsOrderAct(std::string_view act) {
  return act == casefile::kRequest || casefile::IsOrderStep(act);
}
// The two acts whose form has a quantity for each line: their page and what it sends (order_forms.cc).
inline bool HasLines(std::string_view act) { return act == casefile::kRequest || act == "deliver_service"; }
rt::Response ShowLines(const Visit& visit, const casefile::Case& file, const std::string& act);
rt::Response DoLines(const Visit& visit, casefile::Case& file, const std::string& act,
                     const form::Fields& form);

// The order that a form or an address names; none when this person has no such order.
std::optional<casefile::Order> OrderNamed(const Visit& visit, const casefile::Case& file,
                                          const std::string& number);
// The card of a step with what this case offers to choose from: experts, answers of the authority.
form::Card StepCard(const Visit& visit, const casefile::Case& file, const form::Card& card,
                    const std::string& order);
// Completes the content of a step from its form: which order, days and numbers as they are kept.
core::Refusals ReadStep(const Visit& visit, const form::Fields& form, json::Value& content);

// « Commande n° 2 : acceptée par le prestataire ».
std::string OrderTitle(const Desk& desk, const casefile::Order& order);
// « 2 × médiation (journée) », for each line.
json::Value LineTexts(const Desk& desk, const std::vector<services::Wanted>& wanted);
// Who was named in the order; the words for "any expert" when nobody was.
std::string ExpertName(const Visit& visit, const casefile::Order& order);
std::string Unit(const Desk& desk, const services::Line& line);
std::string Price(const Desk& desk, const services::Line& line);
// What something costs, in words; `unknown` lines were not counted.
std::string Cost(const Desk& desk, const casefile::Amount& amount);

// The orders of all the visitor's cases (order_list.cc).
rt::Response ShowOrders(const Visit& visit);
void AddOrders(const Visit& visit, const casefile::Case& file, json::Value& model);
json::Value OrdersJson(const Visit& visit, const casefile::Case& file);

// Takes the files of a delivery while they arrive.
std::unique_ptr<form::FileSink> ReceiveReport(const Desk& desk, const rt::Request& request);

}  // namespace case_desk
