struct total {
    __int128 bytes;
    long files;
};

long files_of(const total &what);
