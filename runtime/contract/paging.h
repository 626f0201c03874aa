// A long list, shown by pages of 50: « page » in the address says which.
#pragma once
#include <algorithm>
#include <initializer_list>
#include <string>

#include "lib/core/text.h"
#include "runtime/contract/function.h"

namespace rt {

struct Paging {
  std::size_t page = 1, pages = 1;  // from 1
  std::size_t first = 0, last = 0;  // what the page shows of the list: [first, last)
};

// Of a list of `total`. A page that is no number is the first, one beyond the end the last.
inline Paging PagingOf(const Request& request, std::size_t total) {
  constexpr std::size_t kPerPage = 50;
  const auto& typed = request.query.Get("page");
  const std::size_t asked =
      typed.size() < 5 && core::Digits(typed) == typed && !typed.empty() ? std::stoul(typed) : 1;
  Paging paging;
  paging.pages = std::max<std::size_t>(1, (total + kPerPage - 1) / kPerPage);
  paging.page = std::clamp<std::size_t>(asked, 1, paging.pages);
  paging.first = (paging.page - 1) * kPerPage;
  paging.last = std::min(paging.first + kPerPage, total);
  return paging;
}

// "page=2&state=paid": another page of the same list, as these words of the address filter it.
inline std::string PageQuery(const Request& request, std::size_t page,
                             std::initializer_list<const char*> filters) {
  std::string out = "page=" + std::to_string(page);
  for (const char* name : filters)
    if (const auto& value = request.query.Get(name); !value.empty())
      out += std::string("&") + name + "=" + EncodeQuery(value);
  return out;
}

// What the links under the list need. `address`: of a page.
template <class Address>
void SetPaging(json::Value& model, const Paging& paging, const Address& address) {
  const auto [page, pages, first, last] = paging;
  model.Set("many_pages", pages > 1).Set("page", page).Set("pages", pages);
  model.Set("has_previous", page > 1).Set("previous", address(page - 1));
  model.Set("has_next", page < pages).Set("next", address(page + 1));
}

}  // namespace rt
