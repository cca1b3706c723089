#include "old.h"

int main(void)
{
	return door_lock(4) == -1 && door_locked() == 4 ? 0 : 1;
}
