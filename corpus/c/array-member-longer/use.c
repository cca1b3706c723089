#include "old.h"

int main(void)
{
	struct user users[3] = { { "a", 7 }, { "b", 8 }, { "c", 9 } };

	return user_id(&users[0]) == 7 ? 0 : 1;
}
