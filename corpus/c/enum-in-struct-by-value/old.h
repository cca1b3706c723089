enum direction { DIRECTION_LEFT, DIRECTION_RIGHT };

struct step {
	enum direction direction;
	int length;
};

struct step step_back(struct step step);
