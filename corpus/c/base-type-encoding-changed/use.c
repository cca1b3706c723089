#include "old.h"

int main(void)
{
	const char text[] = { (char)0xff, 0 };

	return char_value(text) == -1 && char_compare(text[0], 'a') == -1 ? 0 : 1;
}
