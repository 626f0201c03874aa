// Private to domain/bilan: what its files share.
#pragma once
#include "domain/bilan/bilan.h"

namespace bilan {

// What is counted, in the order in which it is shown; `everywhere`: of the CDG, which counts by size too.
std::vector<figures::Dimension> DimensionsOf(const Teller& teller, bool everywhere);

// What reporters are asked once their case is closed: the questions of the form that have choices.
std::vector<figures::Dimension> QuestionsOf(const Teller& teller);

}  // namespace bilan
