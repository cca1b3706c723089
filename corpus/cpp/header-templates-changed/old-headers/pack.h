namespace pack {
template <class T> struct size {
    static int of() { return sizeof(T); }
    static int unit() { return 1; }
};
template <> struct size<char> {
    static int of() { return 8; }
};
template <> inline int size<long>::of() { return 64; }
int bits(int bytes);
}
