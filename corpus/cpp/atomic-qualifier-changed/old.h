struct rgb {
    unsigned char at[3];
};
struct pixel {
    rgb value;
    unsigned char alpha;
};

pixel *make_pixel();
