#include "old-headers/source.h"

source::~source() {}
void source::poll() noexcept {}
int source::count() const throw() { return 0; }
void source::swap(source &) noexcept(sizeof(int) == 4) {}
void source::each(void (*what)(int) noexcept) { what(1); }
int source::operator()(int what) { return what; }
