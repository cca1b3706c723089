#include "new.h"

holder *make_holder() { return new holder{std::shared_ptr<int>(new int(5)), 3}; }
