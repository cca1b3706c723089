extern int offset;
int offset_is_negative(void);
