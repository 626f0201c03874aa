// « Quitter ce site »: closes the session of the visitor's own cookies, clears what the browser kept of this
// site, and leaves for the address of the configuration. GET as well as POST: leaving must work by one link.
// It is the one GET that changes something, and only what its own cookie opens.
#pragma once
#include "runtime/contract/function.h"

namespace exit_site {

rt::Function Make(rt::Env& env);

}  // namespace exit_site
