#include "old.h"

int main(void)
{
	return feature_offered() == FEATURE_ALL ? 0 : 1;
}
