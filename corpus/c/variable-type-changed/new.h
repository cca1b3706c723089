extern float zoom;
int zoom_in(void);
