#include "new.h"

Widget::Widget() : width(1) {}
