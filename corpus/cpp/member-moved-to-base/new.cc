#include "new.h"

int pressed::press() { return presses; }
button *make_button() { return new button; }
