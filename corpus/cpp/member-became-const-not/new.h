struct setting {
    int value;
    int scaled(int by) const;
};
