enum channel { CHANNEL_RED, CHANNEL_GREEN, CHANNEL_BLUE, __MAX_CHANNEL };
int level(enum channel which);
