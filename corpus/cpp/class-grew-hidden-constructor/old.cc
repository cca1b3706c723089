#include "old.h"

counter::counter() : all(1) {}
counter::counter(const counter &other) = default;
counter &counter::operator=(const counter &other) = default;
counter::~counter() { all = 0; }
counter *counter::make() { return new counter; }
int counter::get() const { return all; }
