#include "new.h"

wall::wall() : area(2) {}
int wall::put(paint<colour::green> fresh) { return area * fresh.layers; }
wall *make_wall() { return new wall; }
