struct control {
	unsigned int mode;
	unsigned int : 32;
	unsigned int window;
	unsigned int status;
};

unsigned int control_check(const struct control *control);
