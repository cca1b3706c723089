#include "old.h"

int main(void)
{
	return mode_set(MODE_SAFE);
}
