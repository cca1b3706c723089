#include "old.h"

__asm__(".symver hash_first, hash@@DIGEST_1");
__asm__(".symver hash_second, hash@DIGEST_2");

int hash_first(int key)
{
	return key * 31;
}

int hash_second(int key)
{
	return key * 37;
}
