#include "old.h"

int main(void)
{
	return plugin_call(4, 2) == 42 ? 0 : 1;
}
