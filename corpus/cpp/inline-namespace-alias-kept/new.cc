#include "new.h"

int lib::v2::start(const Options &options) { return options.level; }
int lib::v2::stop(int code) { return code; }

int lib::v1::start(const Options &options) { return options.level; }
int lib::v1::stop(int code) { return code; }
