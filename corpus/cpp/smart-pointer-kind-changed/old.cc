#include "old.h"

holder *make_holder() { return new holder{std::unique_ptr<int>(new int(5)), 3}; }
