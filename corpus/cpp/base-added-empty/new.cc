#include "new.h"

counter::counter() : count(1) {}
counter::~counter() {}
counter *make_counter() { return new counter; }
void use_base(noncopyable *) {}
