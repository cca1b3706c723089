#include "new.h"

named::named() : id(9) {}
int named::kind() { return 0; }
button::button() : colour(1), width(77) {}
button::~button() {}
button *button::make() { return new button; }
int button::press() { return colour; }
