enum point_kind { POINT_INT, POINT_FLOAT };
union point_value {
	int i;
	float f;
};
typedef struct point {
	enum point_kind kind;
	union point_value value;
} point;

point point_make(int i);
int point_get(const point *p);
