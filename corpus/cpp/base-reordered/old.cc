#include "old.h"

button *make_button() { return new button; }
