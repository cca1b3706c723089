namespace pack {
template <class T> struct size {
    static int of() { return sizeof(T); }
    static int unit() { return 1; }
};
template <> struct size<char> {
    static int of() { return 8; }
};
template <> inline int size<long>::of() { return 64; }
template <class T> int align(T) { return sizeof(T); }
template <> inline int align<char>(char) { return 2; }
inline int round(int bytes) { return bytes; }
inline int round(double bytes) { return bytes; }
template <class T> int round(T *bytes) { return *bytes; }
int bits(int bytes);
}
