extern int zoom;
int zoom_in(void);
