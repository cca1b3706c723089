struct view {
	int id;
	struct {
		int x;
		int y;
	};
};

struct view *view_get(void);
