#include "old.h"

int main(void)
{
	return sensor_ops_get()->read(2) == 1002 ? 0 : 1;
}
