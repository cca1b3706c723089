#define PALETTE_COLOURS 2
struct palette {
	int flags;
	int colours[];
};
extern struct palette palette;
