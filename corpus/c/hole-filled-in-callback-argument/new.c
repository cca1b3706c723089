#include "new.h"

void sink_run(struct sink_ops *ops)
{
	struct sample s = { 1.0, 2.5f, 3 };

	ops->write(s);
}
