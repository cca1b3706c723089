#include "old.h"

int file_length(int id)
{
	return id > 10 ? 0x7fffffff : id;
}
