#include "export.h"
#include "old.h"
#include "state.h"

MODULE_INFO("license=GPL");

int deflate(struct stream *stream)
{
	return stream->state->level;
}
EXPORT_SYMBOL(deflate);
