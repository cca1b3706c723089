#include "new.h"

int codec_run(const struct codec_ops *ops)
{
	int result = ops->open(1);

	if (ops->flush)
		result += ops->flush();
	return result + ops->close();
}
