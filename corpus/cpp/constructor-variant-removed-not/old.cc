#include "old.h"

Widget::Widget() : width(1) {}
Widget::Widget(int width) : width(width) {}
