#include "old.h"

failure::failure(int code) : std::runtime_error("failure"), code(code) {}
int code_of(const failure &what) { return what.code; }
