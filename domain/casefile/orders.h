// Orders of prestations in a case, from the wish to what is due.
//
// An order is told by the papers of its steps (course.h): nothing else of it is stored, so that the disk
// shows no more of it than of any other act. Who may do a step, and in which states of the case, is the
// scheme's (course.acts); when it may be done is the order's own state:
//
//   request_service  opens one: "lines" {line: how many}, "text"               → asked
//   agree_service    "decision" yes or no, "who", "agreed_on", "basis", "text" asked → agreed, or cancelled
//   order_service    "expert"? (an account), "text"                            asked, agreed → ordered
//   accept_service   by the provider                                           ordered → accepted
//   note_inquiry     "step", "held_on", "hearings"?, "text"                    accepted, of an inquiry
//   deliver_service  "lines" really delivered, "text", "files"                 accepted → delivered
//   settle_service   "invoice", "text"                                         delivered → settled
//   cancel_service   "reason"                                                  before it is delivered →
//   cancelled
//
// Every step but the first names its order ("order": 1, 2, 3… within the case). Days are ISO texts. Amounts
// are fixed when they are told: the estimate with the request, what is due with the delivery.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/casefile/course.h"
#include "domain/services/services.h"

namespace casefile {

inline constexpr std::string_view kRequest = "request_service";
// Acts of an order that exists.
bool IsOrderStep(std::string_view act);

struct Amount {
  std::int64_t cents = 0;                                // of what is known
  std::vector<std::string> unknown, doubtful, included;  // lines
};

struct InquiryStep {
  std::string step;  // of course.inquiry_steps
  std::string held_on;
  std::int64_t hearings = 0;
};

struct Order {
  std::int64_t n = 0;
  std::string state;         // asked, agreed, ordered, accepted, delivered, settled, cancelled
  std::vector<Paper> steps;  // in order, the request first
  std::vector<services::Wanted> wanted, delivered;
  Amount estimate;
  std::optional<Amount> due;  // once it is delivered
  json::Value agreement;      // content of agree_service; null before
  std::string lot, provider;  // once it is ordered: whom it was sent to
  std::int64_t expert = 0;    // 0: any expert of the lot whose trade it asks for
  std::vector<InquiryStep> inquiry;
  std::vector<std::string> files;  // ids of evidence

  std::int64_t Hearings() const;
};

std::vector<Order> OrdersIn(const std::vector<Paper>& papers);

// {"cents", "unknown", "doubtful", "included"}.
Amount AmountOf(const services::Estimate& estimate);

// "lines" of a content as what is wanted; lines of which none is wanted are left out.
std::vector<services::Wanted> WantedIn(const json::Value& lines);
json::Value LinesOf(const std::vector<services::Wanted>& wanted);

// An inquiry: the scheme names its steps, and one of the lines asks for an investigator.
bool IsInquiry(const services::Catalogue& catalogue, const Order& order);
// The lines that a delivery of the order may have: those ordered, the parts of its bouquets, and for a
// package of an inquiry the other sizes of it.
std::vector<std::string> Deliverable(const services::Catalogue& catalogue, const Order& order);
// What was ordered, an inquiry at the size of the hearings that were counted.
std::vector<services::Wanted> Expected(const services::Catalogue& catalogue, const Order& order);

// Who holds the lot that orders go to; empty when the scheme has no orders.
std::string HolderOf(const scheme::Scheme& scheme, std::string_view lot);

}  // namespace casefile
