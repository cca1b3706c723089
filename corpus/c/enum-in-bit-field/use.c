#include "old.h"

int main(void)
{
	struct card c = { SUIT_HEARTS, 11 };

	return card_points(&c) == 11 ? 0 : 1;
}
