struct sensor_ops {
	long (*read)(int channel);
};

const struct sensor_ops *sensor_ops_get(void);
