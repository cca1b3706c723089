#include "new.h"

int pressed::press() { return presses; }
int button::press() { return pressed::press(); }
button *make_button() { return new button; }
