#include "old.h"

int main(void)
{
	return helper_get()(3) == 3 ? 0 : 1;
}
