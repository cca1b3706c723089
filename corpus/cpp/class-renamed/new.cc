#include "new.h"

Reader::Reader() : state(1) {}
Reader::~Reader() {}
int Reader::next() { return ++state; }
