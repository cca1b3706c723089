#include "old.h"

int main(void)
{
	char text[] = "abc";

	return text_length(text) == 3 ? 0 : 1;
}
