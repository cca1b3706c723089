#include "new.h"

#include <cstdlib>

void engine::halt(int status) { std::exit(status); }
int speed(const engine &which) { return which.speed; }
