#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	struct packet p = { .length = 1, .kind = 8 };

	return kind_of(&p) == 8 && (char *)p.headers_start == (char *)&p.kind ? 0 : 1;
}
