#include "domain/provider/invoice.h"

#include <cstdio>

namespace provider {
namespace {

// Writes elements, each on a line of its own; a text is escaped, and what may not stand in XML left out.
class Xml {
 public:
  void Open(const std::string& name, const std::string& attributes = {}) {
    Indent();
    out_ += "<" + name + attributes + ">\n";
    open_.push_back(name);
  }
  void Close() {
    const auto name = open_.back();
    open_.pop_back();
    Indent();
    out_ += "</" + name + ">\n";
  }
  void Put(const std::string& name, const std::string& text, const std::string& attribute = {}) {
    Indent();
    out_ += "<" + name + attribute + ">" + Escaped(text) + "</" + name + ">\n";
  }
  std::string Take() { return std::move(out_); }

 private:
  static std::string Escaped(const std::string& text) {
    std::string safe;
    for (const char c : text) {
      if (c == '&')
        safe += "&amp;";
      else if (c == '<')
        safe += "&lt;";
      else if (c == '>')
        safe += "&gt;";
      else if (static_cast<unsigned char>(c) >= 0x20)
        safe += c;
      else
        safe += ' ';
    }
    return safe;
  }
  void Indent() { out_.append(open_.size() * 2, ' '); }
  std::string out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  std::vector<std::string> open_;
};

std::string Decimal(std::int64_t cents) {
  char text[32];
  std::snprintf(text, sizeof text, "%lld.%02lld", static_cast<long long>(cents / 100),
                static_cast<long long>(cents % 100));
  return text;
}

std::string Percent(const Vat& vat) { return Decimal(vat.per_mille * 10); }

std::string Compact(core::Day day) {
  auto text = core::IsoDay(day);
  std::erase(text, '-');
  return text;
}

void PutDay(Xml& xml, const std::string& name, core::Day day) {
  xml.Open(name);
  xml.Put("udt:DateTimeString", Compact(day), " format=\"102\"");
  xml.Close();
}

// BT-151 and BT-118: S, or E for what is exempt.
std::string Category(const Vat& vat) { return vat.exempt.empty() ? "S" : "E"; }

void PutLine(Xml& xml, const Sold& sold, std::size_t n, const Vat& vat) {
  xml.Open("ram:IncludedSupplyChainTradeLineItem");
  xml.Open("ram:AssociatedDocumentLineDocument");
  xml.Put("ram:LineID", std::to_string(n));
  xml.Close();
  xml.Open("ram:SpecifiedTradeProduct");
  xml.Put("ram:SellerAssignedID", sold.line);
  xml.Put("ram:Name", sold.label);
  xml.Close();
  xml.Open("ram:SpecifiedLineTradeAgreement");
  xml.Open("ram:NetPriceProductTradePrice");
  xml.Put("ram:ChargeAmount", Decimal(sold.cents));
  xml.Close();
  xml.Close();
  xml.Open("ram:SpecifiedLineTradeDelivery");
  xml.Put("ram:BilledQuantity", std::to_string(sold.quantity),
          sold.by_day ? " unitCode=\"DAY\"" : " unitCode=\"C62\"");  // UN/ECE Rec. 20: day, one
  xml.Close();
  xml.Open("ram:SpecifiedLineTradeSettlement");
  xml.Open("ram:ApplicableTradeTax");
  xml.Put("ram:TypeCode", "VAT");
  xml.Put("ram:CategoryCode", Category(vat));
  xml.Put("ram:RateApplicablePercent", Percent(vat));
  xml.Close();
  xml.Open("ram:SpecifiedTradeSettlementLineMonetarySummation");
  xml.Put("ram:LineTotalAmount", Decimal(sold.quantity * sold.cents));
  xml.Close();
  xml.Close();
  xml.Close();
}

// SIRET: scheme 0009 of ISO 6523. The address of Chorus Pro's directory is the same SIRET.
void PutParty(Xml& xml, const std::string& name, const Party& party) {
  xml.Open(name);
  xml.Put("ram:Name", party.name);
  xml.Open("ram:SpecifiedLegalOrganization");
  xml.Put("ram:ID", party.siret, " schemeID=\"0009\"");
  xml.Close();
  xml.Open("ram:PostalTradeAddress");
  xml.Put("ram:PostcodeCode", party.postcode);
  xml.Put("ram:LineOne", party.address);
  xml.Put("ram:CityName", party.city);
  xml.Put("ram:CountryID", "FR");
  xml.Close();
  if (!party.vat_number.empty()) {
    xml.Open("ram:SpecifiedTaxRegistration");
    xml.Put("ram:ID", party.vat_number, " schemeID=\"VA\"");
    xml.Close();
  }
  xml.Close();
}

void PutAgreement(Xml& xml, const Invoice& invoice) {
  xml.Open("ram:ApplicableHeaderTradeAgreement");
  if (!invoice.service_code.empty()) xml.Put("ram:BuyerReference", invoice.service_code);
  PutParty(xml, "ram:SellerTradeParty", invoice.seller);
  PutParty(xml, "ram:BuyerTradeParty", invoice.buyer);
  if (!invoice.engagement.empty()) {
    xml.Open("ram:BuyerOrderReferencedDocument");
    xml.Put("ram:IssuerAssignedID", invoice.engagement);
    xml.Close();
  }
  xml.Close();
}

void PutSettlement(Xml& xml, const Invoice& invoice) {
  const auto totals = TotalsOf(invoice);
  const auto& vat = *invoice.vat;
  xml.Open("ram:ApplicableHeaderTradeSettlement");
  xml.Put("ram:InvoiceCurrencyCode", "EUR");
  xml.Open("ram:ApplicableTradeTax");
  xml.Put("ram:CalculatedAmount", Decimal(totals.vat));
  xml.Put("ram:TypeCode", "VAT");
  if (!vat.exempt.empty()) xml.Put("ram:ExemptionReason", vat.exempt);
  xml.Put("ram:BasisAmount", Decimal(totals.net));
  xml.Put("ram:CategoryCode", Category(vat));
  xml.Put("ram:RateApplicablePercent", Percent(vat));
  xml.Close();
  xml.Open("ram:BillingSpecifiedPeriod");
  PutDay(xml, "ram:StartDateTime", invoice.from);
  PutDay(xml, "ram:EndDateTime", invoice.until);
  xml.Close();
  xml.Open("ram:SpecifiedTradePaymentTerms");
  PutDay(xml, "ram:DueDateDateTime", invoice.due_on);
  xml.Close();
  xml.Open("ram:SpecifiedTradeSettlementHeaderMonetarySummation");
  xml.Put("ram:LineTotalAmount", Decimal(totals.net));
  xml.Put("ram:TaxBasisTotalAmount", Decimal(totals.net));
  xml.Put("ram:TaxTotalAmount", Decimal(totals.vat), " currencyID=\"EUR\"");
  xml.Put("ram:GrandTotalAmount", Decimal(totals.gross));
  xml.Put("ram:DuePayableAmount", Decimal(totals.gross));
  xml.Close();
  xml.Close();
}

}  // namespace

Totals TotalsOf(const Invoice& invoice) {
  Totals totals;
  for (const auto& sold : invoice.lines) totals.net += sold.quantity * sold.cents;
  if (invoice.vat) totals.vat = (totals.net * invoice.vat->per_mille + 500) / 1000;
  totals.gross = totals.net + totals.vat;
  return totals;
}

Party SellerOf(const scheme::Scheme& scheme, const std::string& lot) {
  for (const auto& each : scheme.Data()["providers"].Items())
    for (const auto& held : each["lots"].Items())
      if (held.String() == lot) {
        const auto& identity = each["identity"];
        const auto text = [&](const char* key) { return identity.IsNull() ? "" : identity.Text(key); };
        return {each.Text("name"), text("siret"),    text("vat_number"),
                text("address"),   text("postcode"), text("city")};
      }
  return {};
}

std::optional<Vat> VatOf(const scheme::Scheme& scheme) {
  const auto& vat = scheme.Data()["prices"]["vat"];
  if (vat.IsNull()) return std::nullopt;
  if (!vat["exempt"].IsNull()) return Vat{0, vat.Text("exempt")};
  return Vat{static_cast<int>(vat["per_mille"].Int()), ""};
}

core::Refusals Check(const Invoice& invoice, core::Day today) {
  core::Refusals refusals;
  const auto refuse = [&](const char* field, const char* code) {
    refusals.push_back({core::Kind::kInvalid, field, code});
  };
  const auto placed = [](const Party& party) {
    return !party.name.empty() && party.siret.size() == 14 && !party.address.empty() &&
           !party.postcode.empty() && !party.city.empty();
  };
  if (invoice.number.empty()) refuse("number", "number.required");
  if (invoice.until < invoice.from) refuse("until", "until.before");
  if (invoice.issued_on > today) refuse("issued_on", "issued_on.future");
  if (!placed(invoice.seller) || invoice.seller.vat_number.empty()) refuse("", "invoice.seller");
  if (!placed(invoice.buyer)) refuse("", "invoice.buyer");
  if (!invoice.vat) refuse("", "invoice.vat");
  if (invoice.lines.empty()) refuse("", "invoice.lines");
  return refusals;
}

std::string Cii(const Invoice& invoice) {
  Xml xml;
  const std::string urn = "urn:un:unece:uncefact:data:standard:";
  xml.Open("rsm:CrossIndustryInvoice", " xmlns:rsm=\"" + urn + "CrossIndustryInvoice:100\" xmlns:ram=\"" +
                                           urn +
                                           "ReusableAggregateBusinessInformationEntity:100\" xmlns:udt=\"" +
                                           urn + "UnqualifiedDataType:100\"");
  xml.Open("rsm:ExchangedDocumentContext");
  xml.Open("ram:BusinessProcessSpecifiedDocumentContextParameter");
  xml.Put("ram:ID", "A1");  // Chorus Pro: an invoice that a supplier sends
  xml.Close();
  xml.Open("ram:GuidelineSpecifiedDocumentContextParameter");
  xml.Put("ram:ID", "urn:cen.eu:en16931:2017");
  xml.Close();
  xml.Close();
  xml.Open("rsm:ExchangedDocument");
  xml.Put("ram:ID", invoice.number);
  xml.Put("ram:TypeCode", "380");
  PutDay(xml, "ram:IssueDateTime", invoice.issued_on);
  xml.Close();
  xml.Open("rsm:SupplyChainTradeTransaction");
  std::size_t n = 0;
  for (const auto& sold : invoice.lines) PutLine(xml, sold, ++n, *invoice.vat);
  PutAgreement(xml, invoice);
  xml.Open("ram:ApplicableHeaderTradeDelivery");
  xml.Close();
  PutSettlement(xml, invoice);
  xml.Close();
  xml.Close();
  return xml.Take();
}

}  // namespace provider
