#include "new.h"

painted<red> *make_green(colour) { return nullptr; }
made<size::large> *make_large(size) { return nullptr; }
held<ns::sorted<ns::second, painted<red>>> *hold(ns::kind) { return nullptr; }
