struct address4 {
	unsigned int host;
	unsigned int port;
};

struct address6 {
	unsigned int host[4];
	unsigned int port;
};

struct peer {
	int id;
	const struct address6 *address;
	const struct address6 *fallback;
};

unsigned int peer_port(const struct peer *peer);
