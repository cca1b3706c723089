struct shape {
    int area() const;
    int side;
};
