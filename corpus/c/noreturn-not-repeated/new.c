#include <unistd.h>

void give_up(int code)
{
	_exit(code);
}
