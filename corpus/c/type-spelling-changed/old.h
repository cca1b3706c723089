typedef long feet_t;
struct flight {
	int number;
	long altitude;
};
feet_t flight_ceiling(void);
int flight_climb(struct flight *f, feet_t by);
