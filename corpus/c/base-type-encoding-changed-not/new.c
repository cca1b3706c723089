#include "new.h"

int letter_rank(char letter)
{
	return letter - 'a';
}
