#include "old.h"

enum rating rating_of(int book)
{
	return book == 1 ? RATING_HIGH : RATING_LOW;
}
