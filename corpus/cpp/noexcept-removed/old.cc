#include "old-headers/source.h"

source::~source() {}
int source::kind() const { return 1; }
void source::poll() noexcept {}
int source::count() const { return 0; }
void source::swap(source &) noexcept(sizeof(int) == 4) {}
