#include "old.h"

int button::press() { return presses; }
button *make_button() { return new button; }
