struct packet {
	long sequence;
	int count;
	int words[1];
};
int packet_sum(const struct packet *p);
