#include "old.h"

int main()
{
	return is_fast(Mode::Fast) ? 0 : 1;
}
