#include "new.h"

int widget::draw() { return 0; }
int clickable::press() { return 1; }
int clickable::release() { return 0; }
int click(clickable *what) { return what->press() + what->release(); }
