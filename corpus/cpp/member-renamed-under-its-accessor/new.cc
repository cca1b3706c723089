#include "new.h"

Widget::Widget() : impl(new Impl())
{
	impl->state_v2 = 7;
}

Widget::~Widget()
{
	delete impl;
}
