struct settings {
    int width;
    int height;
    int depth;
};
extern settings current;
int volume();
