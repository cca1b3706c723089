#include "new.h"

long file_length(int id)
{
	return id > 10 ? (long)id << 31 : id;
}
