enum direction { DIRECTION_LEFT, DIRECTION_RIGHT, DIRECTION_UP };

struct step {
	enum direction direction;
	int length;
};

struct step step_back(struct step step);
