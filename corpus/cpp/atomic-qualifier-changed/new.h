struct rgb {
    unsigned char at[3];
};
struct pixel {
    _Atomic(rgb) value;
    unsigned char alpha;
};

pixel *make_pixel();
