struct total {
    long bytes;
    long files;
};

long files_of(const total &what);
