enum format {
	FORMAT_GREY,
	FORMAT_RGB,
	FORMAT_COUNT,
	FORMAT_FORCE32 = 0x7fffffff
};

int format_bytes(enum format f);
