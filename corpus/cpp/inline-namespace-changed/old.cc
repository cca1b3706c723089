#include "old.h"

int lib::v1::start(const Options &options) { return options.level; }
int lib::v1::stop(int code) { return code; }
