#include "old.h"

int main(void)
{
	char secret[] = "secret";

	return buffer_free(secret, 1) || secret[0];
}
