#include "old.h"

static int reported;

/* Takes the library's place, as preloaded and embedding programs do. */
int report_error(int code)
{
	reported++;
	return code;
}

int main(void)
{
	check_input(-4);
	return reported == 1 ? 0 : 1;
}
