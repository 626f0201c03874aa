// Private to domain/bilan: what its files share.
#pragma once
#include "domain/bilan/bilan.h"

namespace bilan {

// What is counted, in the order in which it is shown; `everywhere`: of the CDG, which counts by size too.
std::vector<figures::Dimension> DimensionsOf(const Teller& teller, bool everywhere);

// What people are asked of the dispositif: the questions of the form that have choices.
std::vector<figures::Dimension> QuestionsOf(const form::Card& card);

document::PdfDocument Printed(const Teller& teller, const Shown& shown);
// What the figures say, and headings under which somebody writes.
document::PdfDocument Bilan(const Teller& teller, const Shown& shown);

}  // namespace bilan
