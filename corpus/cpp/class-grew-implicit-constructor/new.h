struct options {
    int width = 2;
    int height = 3;
    int depth = 1;
};

int volume(const options &what);
