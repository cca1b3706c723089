#include "new.h"

int release_all(release_what what, int count)
{
	return what.pages ? count : -1;
}
