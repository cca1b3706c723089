#include "old.h"

int main(void)
{
	return version_get()->patch == 5 ? 0 : 1;
}
