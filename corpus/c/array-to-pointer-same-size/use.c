#include "old.h"

int main(void)
{
	return label_first()->name[0] == 'a' && label_first()->name[1] == 'b' ? 0 : 1;
}
