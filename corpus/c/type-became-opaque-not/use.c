#include "old.h"

int main(void)
{
	return stream_position(stream_at(5)) == 5 ? 0 : 1;
}
