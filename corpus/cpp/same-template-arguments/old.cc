#include "old.h"

const int ns::number = 5;
int ns::row[3];
int ns::rec::stat;
int ns::rec::get() const { return a; }
int ns::twice(int value) { return 2 * value; }
values *make_values() { return new values(); }
types *make_types() { return new types(); }
int take(ns::value<ns::red> *, ns::box<ns::value<ns::green>> *, ns::alias<char> *) { return 1; }
decltype(make_local()) *local_one() { return new decltype(make_local()){make_local()}; }
