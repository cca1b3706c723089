#define PALETTE_COLOURS 6
struct palette {
	int flags;
	int colours[];
};
extern struct palette palette;
