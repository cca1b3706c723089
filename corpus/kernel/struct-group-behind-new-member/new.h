struct stats {
	int source;
	union {
		struct {
			unsigned long tx;
			unsigned long rx;
		};
		struct {
			unsigned long tx;
			unsigned long rx;
		} all;
	};
};

unsigned long stats_rx(struct stats *stats);
