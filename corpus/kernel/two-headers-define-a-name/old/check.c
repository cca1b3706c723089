#include "export.h"
#include "old.h"

MODULE_INFO("license=GPL");

int check(struct stream *stream)
{
	return stream->used;
}
EXPORT_SYMBOL(check);
