#include "old.h"

int main(void)
{
	struct mail *m = mail_first();

	return m->priority == PRIORITY_HIGH && m->folder == 10 ? 0 : 1;
}
