struct packet {
	int kind;
	union {
		int id;
		short port;
	};
};

int packet_read(const struct packet *packet);
