int lamp_set(int on);
int lamp_get(void);
