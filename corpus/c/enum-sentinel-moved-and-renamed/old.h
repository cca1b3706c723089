enum channel { CHANNEL_RED, CHANNEL_GREEN, MAX_CHANNEL };
int level(enum channel which);
