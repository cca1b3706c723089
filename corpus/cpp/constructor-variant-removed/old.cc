#include "old.h"

Widget::Widget(int width) : width(width) {}
