#include "new.h"

block::block() : at() {}
void destroy(block *what) { delete what; }
