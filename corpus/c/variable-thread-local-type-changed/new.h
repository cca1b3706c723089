extern __thread long depth;
int depth_is_negative(void);
