enum wheel_kind { WHEEL_FRONT, WHEEL_REAR };
union wheel_load {
	int kilos;
	float pounds;
};
struct wheel {
	enum wheel_kind kind;
	union wheel_load load;
	struct wheel *opposite;
};
int wheel_load(const struct wheel *w);
