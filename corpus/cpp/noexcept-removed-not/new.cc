#include "new-headers/source.h"

source::~source() noexcept {}
void source::poll() noexcept(true) {}
int source::count() const noexcept { return 0; }
void source::swap(source &) noexcept(sizeof(int) == 4) {}
void source::each(void (*what)(int) noexcept) { what(1); }
int source::operator()(int what) noexcept(false) { return what; }
