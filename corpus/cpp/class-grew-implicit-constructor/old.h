struct options {
    int width = 2;
    int height = 3;
};

int volume(const options &what);
