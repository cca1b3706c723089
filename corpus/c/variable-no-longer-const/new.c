#include "new.h"

int motd_lines = 12;

int motd_fits(int rows)
{
	return motd_lines <= rows;
}
