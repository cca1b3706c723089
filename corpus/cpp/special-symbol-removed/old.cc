#include "old.h"

Error::Error() {}
Error::~Error() {}
int Error::code() const { return 3; }
void fail() { throw Error(); }
