// The bordereau d'appel à cotisation, and the état liquidatif, as files.
#include "functions/dues_desk/desk.h"
#include "lib/core/sentence.h"
#include "lib/sheet/sheet.h"
#include "runtime/contract/attachment.h"

namespace dues_desk {
namespace {

using document::Definitions;
using document::Paragraph;

std::string AddressOf(const campaign::Bill& bill) {
  std::string lines = bill.name;
  if (!bill.address.empty()) lines += "\n" + bill.address;
  if (!bill.city.empty()) lines += "\n" + bill.postcode + (bill.postcode.empty() ? "" : " ") + bill.city;
  return lines;
}

// Who bills, and where they are reached, as far as the scheme says it.
std::string Issuer(const scheme::Scheme& scheme) {
  std::string lines = scheme.Operator();
  const auto& contacts = scheme.Data()["contacts"];
  for (const char* key : {"service", "address", "phone", "email"})
    if (const auto line = contacts.Text(key); !line.empty()) lines += "\n" + line;
  return lines;
}

void Add(Definitions& rows, const std::string& label, const std::string& value) {
  if (!value.empty()) rows.rows.push_back({label, value});
}

Definitions Facts(const Office& office, const campaign::Bill& bill) {
  const auto say = [&](const char* key) { return office.Say(std::string("campaign.column.") + key); };
  Definitions rows;
  Add(rows, say("number"), bill.Number());
  if (bill.corrects) Add(rows, say("corrects"), campaign::NumberOf(bill.year, *bill.corrects));
  Add(rows, say("issued_on"), core::FrenchDay(bill.issued_on));
  if (!bill.corrects) Add(rows, say("due_on"), core::FrenchDay(bill.due_on));
  Add(rows, say("object"), campaign::ObjectOf(bill, office.Sayer()));
  Add(rows, office.Say("campaign.issuer"), Issuer(office.scheme));
  Add(rows, office.Say("campaign.addressee"), AddressOf(bill));
  Add(rows, say("siret"), bill.siret);
  Add(rows, say("service_code"), bill.service_code);
  Add(rows, say("engagement"), bill.engagement);
  if (bill.agents > 0) Add(rows, say("agents"), std::to_string(bill.agents));
  if (const auto day = core::ParseDay(bill.reference)) Add(rows, say("counted_on"), core::FrenchDay(*day));
  if (bill.effect) Add(rows, say("from"), core::FrenchDay(*bill.effect));
  if (bill.ends_on) Add(rows, say("until"), core::FrenchDay(*bill.ends_on));
  Add(rows, say("reason"), bill.reason);
  return rows;
}

void Print(const Office& office, const campaign::Bill& bill, std::vector<document::Block>& blocks) {
  blocks.push_back(document::Heading{
      2, office.Say(bill.corrects ? "campaign.kind.credit" : "campaign.bordereau") + " " + bill.Number()});
  blocks.push_back(Facts(office, bill));
  document::Table table;
  table.caption = office.Say("campaign.computation");
  table.columns = {{office.Say("campaign.step"), 2},
                   {office.Say("campaign.figures"), 2},
                   {office.Say("campaign.column.amount"), 1, true}};
  for (const auto& step : bill.steps)
    if (!step.code.starts_with("dues.step.provision"))
      table.rows.push_back({office.Say(step.code), step.text, dues::Euros(step.cents)});
  table.rows.push_back(
      {office.Say(bill.corrects ? "campaign.total.credit" : "campaign.total"), "", dues::Euros(bill.cents)});
  table.total = true;
  blocks.push_back(std::move(table));
  if (!bill.corrects) blocks.push_back(Paragraph{office.Say("campaign.payment")});
  if (const auto account = campaign::AccountOf(office.scheme, "\n"); !bill.corrects && !account.empty())
    blocks.push_back(Definitions{{{office.Say("campaign.column.account"), account}}});
  for (const auto& assumption : bill.assumptions)
    blocks.push_back(Paragraph{office.Say(assumption), Paragraph::Look::kSmall});
  if (bill.provision_cents)
    blocks.push_back(Paragraph{
        core::Filled(office.Say("campaign.provision.note"), {{"%a", dues::Euros(*bill.provision_cents)}}),
        Paragraph::Look::kNotice});
}

}  // namespace

document::PdfDocument Bordereaux(const Office& office, const std::vector<campaign::Bill>& bills) {
  document::PdfDocument pdf;
  pdf.title = office.Say(bills.size() == 1 && bills[0].corrects ? "campaign.pdf.credit"
                         : bills.size() == 1                    ? "campaign.pdf.one"
                                                                : "campaign.pdf.all");
  pdf.author = office.scheme.Operator();
  pdf.letterhead = office.scheme.Operator();
  pdf.footer = office.env.pages.Common().Text("service_name");
  if (!bills.empty()) pdf.date = core::Instant{bills.back().issued_on};
  for (std::size_t i = 0; i < bills.size(); ++i) {
    if (i > 0) pdf.blocks.push_back(document::PageBreak{});
    Print(office, bills[i], pdf.blocks);
  }
  return pdf;
}

std::optional<rt::Response> Export(const Visit& visit, const std::string& format,
                                   const std::vector<campaign::Bill>& bills, const std::string& name) {
  const auto& office = visit.office;
  if (format == "pdf")
    return rt::Attachment("application/pdf", office.printer.Print(Bordereaux(office, bills)), name + ".pdf");
  sheet::Book book;
  book.title = office.Say("campaign.statement") + " " + std::to_string(visit.year);
  book.made_at = visit.now;
  book.tables = {campaign::Statement(office.scheme, bills, office.Sayer())};
  auto file = sheet::Write(book, format);
  if (!file) return std::nullopt;
  return rt::Attachment(std::move(file->type), std::move(file->bytes), name + "." + format);
}

}  // namespace dues_desk
