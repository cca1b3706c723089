#include "new.h"

failure::failure(int code) : std::runtime_error("failure"), code(code) {}
int code_of(const failure &what) { return what.code; }
void open(int code) { if (code) throw failure(code); }
