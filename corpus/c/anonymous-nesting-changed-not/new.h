struct view {
	int id;
	int layer;
	struct {
		int x;
		int y;
	};
};

struct view *view_get(void);
