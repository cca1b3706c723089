#include "old.h"

int main(void)
{
	return token_line(token_next()) == 120 ? 0 : 1;
}
