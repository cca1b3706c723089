enum __attribute__((packed)) shade {
	SHADE_DARK,
	SHADE_LIGHT,
};

struct lamp {
	int watts;
	enum shade shade;
	int hours;
};

int lamp_use(const struct lamp *lamp)
{
	return lamp->watts + lamp->hours;
}
