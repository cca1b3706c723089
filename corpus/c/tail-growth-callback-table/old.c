#include "old.h"

int codec_run(const struct codec_ops *ops)
{
	return ops->open(1) + ops->close();
}
