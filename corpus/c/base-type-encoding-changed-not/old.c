#include "old.h"

int letter_rank(char letter)
{
	return letter - 'a';
}
