struct lamp {
	unsigned char colour;
	unsigned char on : 1;
	unsigned char dimmed : 1;
	int watts;
};

int lamp_watts(const struct lamp *lamp);
