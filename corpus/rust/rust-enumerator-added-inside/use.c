#include <stdbool.h>

enum mode { OFF, ON };

bool mode_is_on(enum mode mode);

int main(void)
{
	return !mode_is_on(ON);
}
