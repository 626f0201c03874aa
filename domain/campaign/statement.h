// The état liquidatif: the bills and credit notes of a year, as the finance software of the CDG takes them
// in.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "domain/campaign/campaign.h"
#include "lib/sheet/sheet.h"

namespace campaign {

using Say = std::function<std::string(const std::string& key)>;  // the sentence of a key

// What is billed: "Cotisation 2026…", as a bill and the statement word it.
std::string ObjectOf(const Bill& bill, const Say& say);
// draft never; "issued", "paid", "credited" of a bill, "credit" of a credit note.
std::string StateOf(const Bill& bill);
// The days that count of the year, "183 jours"; empty for the whole year.
std::string ProrationOf(const Bill& bill);
// The account to pay to, "payee, IBAN …, BIC …", with `between` for the commas; empty when the scheme names
// none.
std::string AccountOf(const scheme::Scheme& scheme, const std::string& between = ", ");
std::string PdfName(const Bill& bill);  // "bordereau-2026-0007.pdf"

// One line for each, by their number. What the CDG knows and Vigie does not (imputation, VAT…) has its
// column, empty.
sheet::Table Statement(const scheme::Scheme& scheme, const std::vector<Bill>& bills, const Say& say);

}  // namespace campaign
