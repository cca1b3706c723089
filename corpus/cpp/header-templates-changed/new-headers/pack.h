namespace pack {
template <class T> struct size {
    static int of() { return sizeof(T); }
};
template <class T> struct size<T *> {
    static int of() { return 4; }
};
template <> inline int size<long>::of() { return 32; }
template <class T> int align(T) { return sizeof(T); }
template <> inline int align(short) { return 4; }
inline int round(int bytes) { return bytes; }
int bits(int bytes);
}
