#include "new.h"

Widget::Widget(int width) : width(width) {}
