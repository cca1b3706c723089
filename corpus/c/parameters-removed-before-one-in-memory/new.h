struct moment {
	long seconds;
	long nanoseconds;
	long zone;
};

long quota(long limit, struct moment now);
