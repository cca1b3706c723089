#include "new.h"

#include <cstdlib>

void engine::stop(int status) { std::exit(status); }
