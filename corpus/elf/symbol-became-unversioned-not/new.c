#include "new.h"

int disk_read(int sector)
{
	return sector;
}

int disk_write(int sector)
{
	return -sector;
}
