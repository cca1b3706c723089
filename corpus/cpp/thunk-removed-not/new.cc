#include "new.h"

int widget::draw() { return 0; }
int clickable::press() { return colour; }
button::button() {}
button::~button() {}
button *button::make() { return new button; }
int button::press() { return colour + 1; }
int click(clickable *what) { return what->press(); }
