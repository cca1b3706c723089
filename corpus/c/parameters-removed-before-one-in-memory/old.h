struct moment {
	long seconds;
	long nanoseconds;
	long zone;
};

long quota(long used, long limit, struct moment first, struct moment now);
