struct settings {
    int width;
    int height;
};
extern settings current;
int volume();
