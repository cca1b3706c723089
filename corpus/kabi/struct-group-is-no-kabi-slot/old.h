struct stats {
	unsigned long tx;
	unsigned long rx;
};

unsigned long stats_rx(struct stats *stats);
