extern long offset;
int offset_is_negative(void);
