namespace lock {
enum policy { none, single, atomic };
enum class order : unsigned char { first = 1, last = 200 };
}

template <lock::policy P> struct counted;
template <lock::order O> struct ordered;

struct shared {
    counted<lock::atomic> *count;
    ordered<lock::order::last> *queue;
    int used;
};

int used(const shared &what);
