enum mode { quick, sound };

struct item {
#ifdef CHECKED
    int canary = 7;
#endif
    int price = 5;
    mode how = sound;
};

item *one();
int price_of(const item &what);
mode mode_of(const item &what);
