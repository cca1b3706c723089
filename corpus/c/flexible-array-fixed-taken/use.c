#include "old.h"

struct {
	struct row row;
	int guard[16];
} mine = { { 3 }, { 7 } };

int main(void)
{
	row_clear(&mine.row);
	return mine.guard[0] == 7 ? 0 : 1;
}
