#include "old.h"

int main(void)
{
	return is_negative("\xff") ? 0 : 1;
}
