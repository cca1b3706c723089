#include "new.h"

int dev_id(struct dev *dev)
{
	return dev->id;
}
