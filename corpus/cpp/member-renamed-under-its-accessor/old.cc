#include "old.h"

Widget::Widget() : impl(new Impl())
{
	impl->state = 7;
}

Widget::~Widget()
{
	delete impl;
}
