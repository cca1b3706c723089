#include "new.h"

struct quotient divide(long a, long b)
{
	return (struct quotient){ a / b, a % b, 1 };
}
