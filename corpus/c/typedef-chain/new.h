typedef long raw_time_t;
typedef raw_time_t wall_time_t;
typedef wall_time_t birthday_t;
struct person {
	birthday_t born;
	int children;
};
int person_children(const struct person *p);
wall_time_t person_age(const struct person *p, wall_time_t now);
