#include "old.h"

top::~top() {}
top *top::clone() const { return nullptr; }
int left::kind() const { return 1; }
int left::go() { return 2; }
int right::kind() const { return 3; }
int right::stop() noexcept { return 4; }
bottom::bottom() {}
bottom::~bottom() {}
bottom *bottom::clone() const { return new bottom; }
int bottom::kind() const { return 5; }
int bottom::stop() noexcept { return 6; }
int leaf::go() { return 7; }
bottom *make_bottom() { return new leaf; }
int kind_of(const top *what) { return what->kind(); }
