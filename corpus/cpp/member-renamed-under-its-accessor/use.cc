#include "old.h"

int main()
{
	Widget widget;

	return widget.state() == 7 ? 0 : 1;
}
