typedef struct {
	enum { POINT_INT, POINT_FLOAT } kind;
	union {
		int i;
		float f;
	} value;
} point;

point point_make(int i);
int point_get(const point *p);
