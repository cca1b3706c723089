struct lamp {
	unsigned char colour;
	int watts;
};

int lamp_watts(const struct lamp *lamp);
