#include "new.h"

int permission_allows(enum permission have, enum permission want)
{
	return (have & want) == want;
}
