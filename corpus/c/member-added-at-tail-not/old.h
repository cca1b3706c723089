struct pixel {
	int colour;
	char alpha;
};

extern struct pixel pixels[3];

int pixel_alpha(int at);
