#include "old.h"

int main(void)
{
	struct dev dev = { 42, 0, 0 };

	return dev_id(&dev) == 42 ? 0 : 1;
}
