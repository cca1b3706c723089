#include "old.h"

int configure(int what, int data)
{
	return what + data;
}
