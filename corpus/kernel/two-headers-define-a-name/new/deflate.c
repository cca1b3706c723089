#include "export.h"
#include "new.h"
#define STATE_HAS_MODE
#include "state.h"

MODULE_INFO("license=GPL");

int deflate(struct stream *stream)
{
	return stream->state->level;
}
EXPORT_SYMBOL(deflate);
