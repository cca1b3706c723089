#include "new.h"

named::named() : id(9) {}
int named::kind() { return 0; }
button::button() : colour(1), width(77) {}
int button::press() { return width = colour; }
