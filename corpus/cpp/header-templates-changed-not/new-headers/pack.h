typedef unsigned int word;
namespace pack {
template <class T, class U = int> struct size {
    static int of() { return sizeof(T); }
};
template <> struct size<char> {
    static int of() { return 8; }
};
template <> struct size<unsigned, long> {
    static int of() { return 32; }
};
template <class V> struct size<V*, int> {
    static int of() { return 4; }
};
template <class T> struct kind {
    static int of() { return 0; }
};
template <> struct kind<int> {
    static int of() { return 1; }
};
template <class U> int align(U) { return sizeof(U); }
template <> inline int align(char) { return 2; }
inline int round(char bytes) { return bytes; }
inline int round(unsigned bytes) { return bytes; }
inline int round(const double bytes) { return bytes; }
template <class U> U *round(U *bytes) { return bytes; }
int bits(int bytes);
}
