#include "old.h"

Parser::Parser() : state(1) {}
Parser::~Parser() {}
int Parser::next() { return ++state; }
