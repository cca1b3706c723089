extern __thread int depth;
int depth_is_negative(void);
