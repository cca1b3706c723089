#include "old.h"

int buffer_last(const struct buffer *buffer)
{
	return buffer->bytes[buffer->length - 1];
}
