struct header {
	char kind;
	union {
		unsigned long offset;
		struct {
			unsigned long rh_reserved1;
		} rh_kabi_hidden_4;
		union {};
	} __attribute__((packed));
	char end;
} __attribute__((packed));

int header_end(struct header *h);
