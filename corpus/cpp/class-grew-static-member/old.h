struct settings {
    static settings &instance();
    int width;
    int height;
};
