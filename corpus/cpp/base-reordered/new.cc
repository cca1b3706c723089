#include "new.h"

button *make_button() { return new button; }
