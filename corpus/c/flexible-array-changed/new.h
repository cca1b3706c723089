struct packet {
	long sequence;
	int count;
	int words[];
};
int packet_sum(const struct packet *p);
