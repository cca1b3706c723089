#include "old.h"

static long sensor_read(int channel)
{
	return 1000L + channel;
}

static const struct sensor_ops ops = { sensor_read };

const struct sensor_ops *sensor_ops_get(void)
{
	return &ops;
}
