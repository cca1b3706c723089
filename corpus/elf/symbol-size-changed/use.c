#include "old.h"

extern int gamma_table[4];

int main(void)
{
	return gamma_first() == gamma_table[0] && gamma_table[3] == 16 ? 0 : 1;
}
