#include "old.h"

int main(void)
{
	return permission_allows(PERMISSION_ALL, PERMISSION_RUN) ? 0 : 1;
}
