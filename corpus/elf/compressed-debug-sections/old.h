struct sensor {
	int id;
	double value;
};
double sensor_value(const struct sensor *s);
