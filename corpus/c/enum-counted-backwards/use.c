#include "old.h"

int main(void)
{
	return attribute_known(ATTR_NAME) ? 0 : 1;
}
