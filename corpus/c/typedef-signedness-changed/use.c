#include "old.h"

int main(void)
{
	return score_better(-1, 10) == 10 ? 0 : 1;
}
