#include "old.h"

named::named() : id(9) {}
int named::kind() { return 0; }
button::button() : colour(1) {}
int button::press() { return colour; }
