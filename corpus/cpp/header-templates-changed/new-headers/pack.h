namespace pack {
template <class T> struct size {
    static int of() { return sizeof(T); }
};
template <class T> struct size<T *> {
    static int of() { return 4; }
};
template <> inline int size<long>::of() { return 32; }
int bits(int bytes);
}
